/// What a session tells others of, on its way out: a tracking server that may be down, slow or wrong.
public protocol Outgoing: AnyObject {
  /// What happened since it was asked last, a sentence each.
  func news() -> [String]
  /// Whether something waits.
  var waits: Bool { get }
  /// What waits, and why; it is told by that.
  var facts: [(label: String, text: String)] { get }
  /// Sends what waits without waiting for the next try.
  func sendNow()
  /// Gives what waits some seconds to go out, and ends; what then still waits is told.
  /// - Parameter isCancelled: asked meanwhile; true ends the wait.
  func end(within seconds: Double, isCancelled: () -> Bool) -> [String]
}

extension Workbench {
  /// Says what happened to what is on its way out.
  func sayNews() {
    for sentence in outgoing?.news() ?? [] { show(Shown(.note("track: \(sentence)"))) }
  }

  /// Gives what is on its way out some seconds, and says what does not go.
  public func endOutgoing() {
    guard let outgoing else { return }
    let news = outgoing.waits
      ? watched("sending what waits") { execution in
        outgoing.end(within: 10) { execution.monitor.isCancelled }
      } : outgoing.news()
    for sentence in news { show(Shown(.note("track: \(sentence)"))) }
  }
}
