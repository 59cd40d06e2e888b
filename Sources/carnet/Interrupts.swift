import Dispatch
import Kernels

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns the first Ctrl-C into a cancelled run; the second ends the program at once.
struct Interrupts {
  private let source: any DispatchSourceSignal

  init(cancelling monitor: WorkMonitor) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      monitor.cancel()
      signal(SIGINT, SIG_DFL)
    }
    source.activate()
  }
}
