import Files
import Kernels

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

StandardStream.prepare()
guard SystemMemory.hasRoomForThreads else {
  Output().say(
    "carnet: the limit on addresses leaves no room to start in\nhelp: raise it, `ulimit -v 200000`, or lift it")
  exit(ExitCode.failed.rawValue)
}
do {
  let invocation = try Invocation.parse(Array(CommandLine.arguments.dropFirst()))
  let program = Program(invocation: invocation)
  withExtendedLifetime(program) { exit(program.output.closed(program.run()).rawValue) }
} catch {
  Output().say("carnet: \(error.message)\n\n\(Invocation.usage)")
  exit(ExitCode.wrongUsage.rawValue)
}
