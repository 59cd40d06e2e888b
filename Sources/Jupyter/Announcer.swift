import Forms
import Language
import Synchronization

/// Makes the messages of a kernel, and sends them; any thread may.
final class Announcer: Sendable {
  private struct State {
    var headers: MessageHeaders
    /// The header of the request that is being carried out.
    var parent: [UInt8] = []
  }

  private let sockets: KernelSockets
  private let signer: MessageSigner
  private let state: Mutex<State>

  init(_ sockets: KernelSockets, _ signer: MessageSigner, session: String) {
    (self.sockets, self.signer) = (sockets, signer)
    state = Mutex(State(headers: MessageHeaders(session: session)))
  }

  /// What is published from now on belongs to a request.
  func answer(to request: WireMessage) { state.withLock { $0.parent = request.header } }

  /// Tells everybody who listens.
  func publish(_ type: String, _ content: JSONValue) {
    let (header, parent) = state.withLock { ($0.headers.next(type, at: CivilCalendar.now), $0.parent) }
    sockets.publish(WireMessage.frames([Self.topic(type)], header: header, parent: parent, content: content, signer))
  }

  func say(state: String) { publish("status", .members(["execution_state": .text(state)])) }

  /// Greets somebody who listens from now on to a topic, so that they know that nothing is missed any more (Jupyter's
  /// enhancement proposal 65).
  func welcome(_ peer: KernelPeer, _ topic: [UInt8]) {
    let header = state.withLock { $0.headers.next("iopub_welcome", at: CivilCalendar.now) }
    let content = JSONValue.members(["subscription": .text(String(decoding: topic, as: UTF8.self))])
    let frames = WireMessage.frames([topic], header: header, parent: [], content: content, signer)
    peer.send(frames, isDroppable: true)
  }

  /// Answers a request.
  func reply(_ content: JSONValue, to request: KernelRequest) {
    let type = request.message.type.replacing("_request", with: "_reply")
    let header = state.withLock { $0.headers.next(type, at: CivilCalendar.now) }
    let frames = WireMessage.frames(
      request.message.route, header: header, parent: request.message.header, content: content, signer)
    request.peer.send(frames, isDroppable: false)
  }

  private static func topic(_ type: String) -> [UInt8] { Array("kernel.\(type)".utf8) }
}
