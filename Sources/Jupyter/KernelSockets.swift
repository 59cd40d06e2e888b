import NIOCore
import NIOPosix
import Synchronization

/// Somebody at the other end of a connection.
package struct KernelPeer: Sendable {
  fileprivate let channel: any Channel

  /// Sends a message; one to somebody who has gone is lost.
  @discardableResult
  func send(_ frames: [[UInt8]]) -> EventLoopFuture<Void> {
    channel.writeAndFlush(ByteBuffer(bytes: ZMTPStream.encode(frames)))
  }
}

/// The sockets at which a kernel is asked, and tells everybody what it does.
final class KernelSockets: Sendable {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let servers = Mutex<[any Channel]>([])
  private let listeners = Listeners()

  /// Takes a message, and whom it came from; on a thread of the sockets.
  typealias Receiver = @Sendable ([[UInt8]], KernelPeer) -> Void

  /// Listens at the ports of a connection.
  ///
  /// - Parameter onListener: told when somebody begins to listen to what everybody is told, and to what.
  func open(
    _ connection: KernelConnection, shell: @escaping Receiver, control: @escaping Receiver,
    onListener: @escaping @Sendable (KernelPeer, [UInt8]) -> Void
  ) throws {
    let listeners = listeners
    try listen(connection, connection.shell, "ROUTER", shell)
    try listen(connection, connection.control, "ROUTER", control)
    // Nobody is asked for anything.
    try listen(connection, connection.input, "ROUTER") { _, _ in }
    try listen(connection, connection.heartbeat, "REP") { frames, peer in peer.send(frames) }
    try listen(connection, connection.output, "PUB") { frames, peer in
      if let topic = listeners.take(frames, peer) { onListener(peer, topic) }
    } onEnd: { listeners.remove($0) }
  }

  private func listen(
    _ connection: KernelConnection, _ port: Int, _ kind: String, _ receive: @escaping Receiver,
    onEnd: @escaping @Sendable (KernelPeer) -> Void = { _ in }
  ) throws {
    let server = try ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PeerHandler(kind, receive, onEnd))
        }
      }
      .bind(host: connection.host, port: port).wait()
    servers.withLock { $0.append(server) }
  }

  /// Tells everybody who listens to a topic.
  func publish(_ frames: [[UInt8]]) {
    for peer in listeners.of(frames[0]) { peer.send(frames) }
  }

  /// Ends all connections when what was sent has gone.
  func close() {
    for peer in listeners.of(nil) { try? peer.channel.writeAndFlush(ByteBuffer()).wait() }
    for server in servers.withLock({ $0 }) { try? server.close().wait() }
    try? group.syncShutdownGracefully()
  }
}

/// Who listens to which topics.
private final class Listeners: Sendable {
  private let all = Mutex<[ObjectIdentifier: (peer: KernelPeer, topics: [[UInt8]])]>([:])

  /// Takes a wish to listen, or not to any more.
  /// - Returns: the topic that somebody listens to from now on.
  func take(_ frames: [[UInt8]], _ peer: KernelPeer) -> [UInt8]? {
    guard let frame = frames.first, let kind = frame.first else { return nil }
    let topic = Array(frame.dropFirst())
    return all.withLock { all in
      var topics = all[ObjectIdentifier(peer.channel)]?.topics ?? []
      if kind == 1 { topics.append(topic) } else { topics.removeAll { $0 == topic } }
      all[ObjectIdentifier(peer.channel)] = (peer, topics)
      return kind == 1 ? topic : nil
    }
  }

  func remove(_ peer: KernelPeer) { all.withLock { $0[ObjectIdentifier(peer.channel)] = nil } }

  /// Who listens to a topic; all of them where none is given.
  func of(_ topic: [UInt8]?) -> [KernelPeer] {
    all.withLock { all in
      all.values.filter { entry in topic.map { topic in entry.topics.contains { topic.starts(with: $0) } } ?? true }
        .map(\.peer)
    }
  }
}

/// One connection.
private final class PeerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let kind: String
  private let receive: KernelSockets.Receiver
  private let onEnd: @Sendable (KernelPeer) -> Void
  private var stream = ZMTPStream()

  init(_ kind: String, _ receive: @escaping KernelSockets.Receiver, _ onEnd: @escaping @Sendable (KernelPeer) -> Void) {
    (self.kind, self.receive, self.onEnd) = (kind, receive, onEnd)
  }

  func channelActive(context: ChannelHandlerContext) { send(ZMTPStream.greeting, context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    do {
      for event in try stream.receive(&bytes) {
        switch event {
        case .greeted: send(ZMTPStream.ready(kind), context)
        case .ready: break
        case .message(let frames): receive(frames, KernelPeer(channel: context.channel))
        }
      }
    } catch {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { onEnd(KernelPeer(channel: context.channel)) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }
}
