import Dispatch
import Files
import Forms
import Kernels
import Language
import Synchronization

/// Sends what waits in an outbox, one after another and behind what a session does.
///
/// Where a server does not answer, it tries again, less and less often; nothing waits for it but the outbox.
package final class Courier: Sendable {
  private struct State {
    /// Why something cannot be sent now.
    var problem: String?
    /// Whether the problem was told.
    var isTold = false
    var news: [String] = []
    /// What was told once, and is not told again.
    var told: Set<String> = []
    var tries = 0
    var isEnding = false
    /// Which attempt comes next; one that was put off is none any more when another one has come before it.
    var attempt = 0
  }

  private let outbox: Outbox
  private let credentials: Credentials
  private let transport: any HTTPTransport
  private let queue = DispatchQueue(label: "carnet.courier", qos: .utility)
  private let state = Mutex(State())
  /// The longest that a server is left alone for, in seconds.
  private static let longestPause = 30.0

  /// - Parameter credentials: who asks.
  package convenience init(_ outbox: Outbox, _ credentials: Credentials) {
    self.init(outbox, credentials, NetworkTransport())
  }

  init(_ outbox: Outbox, _ credentials: Credentials, _ transport: any HTTPTransport) {
    (self.outbox, self.credentials, self.transport) = (outbox, credentials, transport)
  }

  /// Sends what waits, without waiting for the next try.
  package func wake() { schedule(after: 0) }

  private func schedule(after seconds: Double) {
    let attempt = state.withLock { state in
      state.attempt += 1
      return state.attempt
    }
    queue.asyncAfter(deadline: .now() + seconds) { [self] in
      if state.withLock({ $0.attempt == attempt }) { sendAll() }
    }
  }

  private var isEnding: Bool { state.withLock { $0.isEnding } }

  /// Sends what can be sent. What goes to a server that does not answer waits with all that goes there behind it.
  private func sendAll() {
    guard !isEnding, !outbox.waiting.isEmpty else { return settle(nil) }
    do {
      let (isOurs, problem) = try sendClaimed()
      // Where another program sends, this one looks again later, should that one end before all is sent.
      if !isOurs {
        settle("another session is sending")
        return schedule(after: 1)
      }
      if isEnding { return }
      settle(problem)
      if problem != nil { tryLater() }
    } catch is Cancelled {
      return
    } catch {
      settle("\(error)")
      tryLater()
    }
  }

  /// Sends as the only one who does; others may again when this is over, before anybody is told of it.
  private func sendClaimed() throws -> (isOurs: Bool, problem: String?) {
    guard let claim = try outbox.claim() else { return (false, nil) }
    defer { withExtendedLifetime(claim) {} }
    var problem: String?, blocked: Set<TrackingTarget> = [], seen: Set<String> = []
    while let path = outbox.waiting.first(where: { !seen.contains($0) }), !isEnding {
      seen.insert(path)
      if let reason = try send(path, unlessFor: &blocked) { problem = problem ?? reason }
    }
    return (true, problem)
  }

  private func tryLater() {
    let tries = state.withLock { state in
      state.tries += 1
      return state.tries
    }
    schedule(after: min(Self.longestPause, 0.25 * Double(1 << min(tries, 10))))
  }

  /// Sends a parcel, unless it has to wait for another one.
  /// - Returns: why it could not be sent; nil where it was sent, refused, or has to wait.
  private func send(_ path: String, unlessFor blocked: inout Set<TrackingTarget>) throws -> String? {
    let bytes: [UInt8]
    // Another program may have sent it meanwhile.
    do { bytes = try FileSystem.read(path) } catch { if FileSystem.exists(path) { throw error } else { return nil } }
    let parcel: Parcel
    do { parcel = try Parcel(bytes) } catch {
      try refuse(path, bytes, error.description, FileSystem.name(of: path))
      return nil
    }
    if blocked.contains(parcel.target) { return nil }
    do {
      let client = MLflowClient(
        url: parcel.target.url, authorization: try credentials.header(parcel.target), transport: transport,
        outbox: outbox, isCancelled: { [self] in isEnding })
      let rest = try client.send(parcel)
      try outbox.remove(path)
      state.withLock { state in
        state.tries = 0
        if let rest, state.told.insert(rest).inserted { state.news.append(rest) }
      }
    } catch SendingError.later(let reason, _) {
      blocked.insert(parcel.target)
      return reason
    } catch let error as SendingError {
      try refuse(path, bytes, error.reason, parcel.title)
    }
    return nil
  }

  private func refuse(_ path: String, _ bytes: [UInt8], _ reason: String, _ title: String) throws {
    try outbox.refuse(path, bytes, because: reason)
    state.withLock { $0.news.append("\(title) was not taken, and lies in `\(outbox.folder)/refused`: \(reason)") }
  }

  private func settle(_ problem: String?) {
    state.withLock { state in
      if problem == nil, state.isTold { state.news.append("what waited has been sent") }
      if problem == nil || problem != state.problem { state.isTold = false }
      state.problem = problem
    }
  }

  /// What happened since it was asked last, a sentence each.
  package func news() -> [String] {
    let count = outbox.count
    return state.withLock { state in
      defer { state.news = [] }
      guard let problem = state.problem, !state.isTold, count > 0 else { return state.news }
      state.isTold = true
      return state.news + ["\(count) \(count == 1 ? "waits" : "wait") in `\(outbox.folder)`: \(problem)"]
    }
  }

  /// Whether something waits.
  package var waits: Bool { outbox.count > 0 }

  /// What waits, and why; it is told by that.
  package var facts: [(label: String, text: String)] {
    let problem = state.withLock { state in
      state.isTold = state.problem != nil
      return state.problem
    }
    return [("waiting", String(outbox.count))] + (problem.map { [("because", $0)] } ?? [])
      + (outbox.refused > 0 ? [("not taken", "\(outbox.refused), in `\(outbox.folder)/refused`")] : [])
  }

  /// Waits until all is sent, the server does not answer, the time is over, or nobody wants to wait, and ends.
  ///
  /// - Returns: what happened, a sentence each.
  package func end(within seconds: Double, isCancelled: () -> Bool = { false }) -> [String] {
    let end = ContinuousClock.now + .seconds(seconds)
    if waits {
      state.withLock { $0.problem = nil }
      wake()
      // The queue is free again when one attempt is over.
      while waits, state.withLock({ $0.problem == nil }), ContinuousClock.now < end, !isCancelled() {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(20))
      }
    }
    state.withLock { state in
      state.isEnding = true
      if waits, state.problem == nil { state.problem = "the server has not answered yet" }
      state.isTold = false
    }
    return news()
  }
}
