import Diagnostics
import Files
import Kernels
import Language
import Session
import Syntax
import Verbs
import Workbench

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Carries out one invocation.
struct Program {
  /// What is there until the program ends. The system takes its memory back at once, and freeing millions of parts
  /// before would keep everybody waiting.
  final class Ending {
    var session: Session?
  }

  static let version = "0.1.0"

  let invocation: Invocation
  let output = Output()
  let monitor = WorkMonitor()
  let ending = Ending()

  var execution: Execution {
    Execution(threads: invocation.threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), monitor: monitor)
  }

  func run() -> ExitCode {
    if let set = invocation.instructions { InstructionSet.limit(to: set) }
    switch invocation.command {
    case .version: output.show("carnet \(Self.version)")
    case .help(let topic): return help(topic)
    case .reference: output.print(LanguageReference(.standard, codes: Self.codes).markdown)
    case .manual: output.print(ManualPage.text)
    case .completion(let shell): output.show(shell.text)
    case .report(let file, let path): return report(file, to: path)
    case .format(let files, let onlyChecks, let target): return format(files, onlyChecks: onlyChecks, to: target)
    case .evaluate(let pipeline): return runScript(pipeline, named: "-c")
    case .run(let file): return invocation.watches ? watchFile(file) : runFile(file)
    case .verify(let file, let updates): return verify(file, updates: updates)
    case .test(let folder, let report): return test(folder, report: report)
    case .serve(let service): return serve(service)
    case .kernel(let file): return kernel(file)
    case .installKernel(let place): return installKernel(place)
    case .prompt(let file): return startPrompt(file)
    }
    return .done
  }

  private func startPrompt(_ file: String?) -> ExitCode {
    if isatty(STDIN_FILENO) != 0 { return prompt(opening: file) }
    guard let file else { return runPiped() }
    output.say("carnet: the prompt needs a terminal\nhelp: `carnet run \(file)` runs the script")
    return .wrongUsage
  }

  private func runPiped() -> ExitCode {
    do {
      let bytes = try FileSystem.readAll(STDIN_FILENO, path: "standard input")
      return runScript(String(decoding: bytes, as: UTF8.self), named: "stdin")
    } catch {
      output.say("carnet: \(error)")
      return .missingInput
    }
  }

  /// Every code that a diagnostic can have.
  static let codes = SyntaxCodes.all + LanguageCodes.all + VerbCodes.all + SessionCodes.all

  private func help(_ topic: String) -> ExitCode {
    let index = HelpIndex(.standard, codes: Self.codes)
    if topic.isEmpty {
      let usage = Shown.Part.code(Invocation.usage)
      let verbs = Shown.Part.paragraph("verbs: " + Catalog.standard.names.joined(separator: ", "))
      output.show(Shown(blocks: [[usage], [verbs]] + index.words))
      return .done
    }
    if let shown = index.shown(of: topic) {
      output.show(shown)
      return .done
    }
    output.say(index.unknown(topic, list: "carnet help"))
    return .failed
  }
}
