import Kernels
import Synchronization

/// The work of a request, which somebody may stop.
final class Interrupts: Sendable {
  private struct State {
    /// The work that runs, the innermost last.
    var monitors: [WorkMonitor] = []
    var isWanted = false
    /// Whether nothing is to run any more.
    var isFinal = false
  }

  private let state = Mutex(State())

  /// Whether the request is to stop.
  var isWanted: Bool { state.withLock { $0.isWanted } }

  /// From now on a wish to stop is about another request.
  func clear() { state.withLock { $0.isWanted = $0.isFinal } }

  func begin(_ monitor: WorkMonitor) {
    state.withLock { state in
      state.monitors.append(monitor)
      if state.isWanted { monitor.cancel() }
    }
  }

  func end() { state.withLock { _ = $0.monitors.popLast() } }

  /// Asks the request that is being carried out to stop, and what it runs from now on.
  ///
  /// - Parameter isFinal: whether those behind it are to stop as well.
  func interrupt(isFinal: Bool = false) {
    state.withLock { state in
      state.isWanted = true
      if isFinal { state.isFinal = true }
      for monitor in state.monitors { monitor.cancel() }
    }
  }
}
