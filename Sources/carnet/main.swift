import Files

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

StandardStream.prepare()
do {
  let invocation = try Invocation.parse(Array(CommandLine.arguments.dropFirst()))
  let program = Program(invocation: invocation)
  exit(program.output.closed(program.run()).rawValue)
} catch {
  Output().say("carnet: \(error.message)\n\n\(Invocation.usage)")
  exit(ExitCode.wrongUsage.rawValue)
}
