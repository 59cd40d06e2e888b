#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// While it lasts, writing to a pipe that nobody reads any more is an error of the write and does not end the process.
struct BrokenPipe {
  #if canImport(Glibc)
    private var signals = sigset_t()
    private var before = sigset_t()
  #endif

  /// Starts for this thread, or for the descriptor, whatever the system knows.
  init(_ descriptor: Int32) {
    #if canImport(Glibc)
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, &before)
    #else
      _ = fcntl(descriptor, F_SETNOSIGPIPE, 1)
    #endif
  }

  /// Takes back the signal that a write has raised, and lets later ones through again.
  func end() {
    #if canImport(Glibc)
      var (signals, before, now) = (signals, before, timespec())
      while sigtimedwait(&signals, nil, &now) < 0, errno == EINTR {}
      pthread_sigmask(SIG_SETMASK, &before, nil)
    #endif
  }
}
