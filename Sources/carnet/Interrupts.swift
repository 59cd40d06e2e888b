import Dispatch
import Kernels
import Terminal

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs work with a progress line; the first Ctrl-C cancels it, the second ends the program at once.
enum Interrupts {
  static func watch<T>(_ monitor: WorkMonitor, _ work: (RunningWork) throws -> T) rethrows -> T {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .milliseconds(50))
    timer.setEventHandler { if monitor.isCancelled { signal(SIGINT, SIG_DFL) } }
    timer.activate()
    defer { timer.cancel() }
    return try RunningWork.watch(monitor, work)
  }
}
