import Foundation
import Kernels
import SampleData

func printError(_ message: String) { FileHandle.standardError.write(Data("\(message)\n".utf8)) }

do {
  let arguments = try GeneratorArguments(Array(CommandLine.arguments.dropFirst()))
  if arguments.wantsHelp {
    print(GeneratorArguments.help)
    exit(0)
  }
  let threads = arguments.threads ?? ProcessInfo.processInfo.activeProcessorCount
  let execution = Execution(threads: threads)
  let generator = HomeCreditGenerator(clients: arguments.clients, seed: arguments.seed)
  let progress = ProgressLine(monitor: execution.monitor)
  progress.start()
  defer { progress.stop() }
  let summaries = try generator.write(to: arguments.folder, execution: execution)
  progress.stop()
  for summary in summaries {
    print("\(summary.table.fileName): \(summary.rows) rows, \(summary.bytes) bytes")
  }
} catch let error as GeneratorArguments.UsageError {
  printError("generate-home-credit: \(error.message)\n\n\(GeneratorArguments.help)")
  exit(2)
} catch {
  printError("generate-home-credit: \(error)")
  exit(1)
}
