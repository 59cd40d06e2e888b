#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

do {
  let invocation = try Invocation.parse(Array(CommandLine.arguments.dropFirst()))
  exit(Program(invocation: invocation).run().rawValue)
} catch {
  Output().say("carnet: \(error.message)\n\n\(Invocation.usage)")
  exit(ExitCode.wrongUsage.rawValue)
}
