import Session
import Tracking
import Verbs
import Workbench

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Program {
  private static var credentials: Credentials { Credentials { getenv($0).map { String(cString: $0) } } }

  /// Has a server told of a session's experiments where a statement names one.
  ///
  /// - Parameter script: what the cells belong to, as a person would call it.
  /// - Returns: who tells the server; the session does not keep it.
  func track(_ session: Session, as script: String, keepsValues: Bool = true) -> RunTracker {
    let tracker = RunTracker(script: script, keepsValues: keepsValues, Self.credentials)
    session.observer = tracker
    session.registry = Self.registry
    return tracker
  }

  /// Tells the server that a script names what it came to, and gives it some seconds to listen.
  ///
  /// - Parameter tracker: who told it of the cells; nil where the script names no server.
  func finish(_ tracker: RunTracker?, _ session: Session, _ text: String, _ code: ExitCode) {
    guard let tracker else { return }
    var news = code == .done ? tracker.finish(script: text, lock: session.scriptLock) : []
    if tracker.waits {
      news += Interrupts.watch(monitor) { _ in tracker.end(within: 10) { monitor.isCancelled } }
    } else {
      news += tracker.news()
    }
    for sentence in news { output.say("note: track: \(sentence)") }
  }

  /// The models of servers, for statements that read one.
  static var registry: MLflowRegistry { MLflowRegistry(credentials) }
}
