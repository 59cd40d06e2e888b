import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// Somebody at the other end of a connection.
package struct KernelPeer: Sendable {
  fileprivate let channel: any Channel

  /// What may wait for somebody who does not read, in bytes.
  fileprivate static let mostWaiting = 64 << 20

  /// Sends a message; one to somebody who has gone is lost.
  ///
  /// - Parameter isDroppable: whether a message to somebody who does not read is left out, as ZeroMQ does where it
  ///   publishes; otherwise the connection ends.
  func send(_ frames: [[UInt8]], isDroppable: Bool) {
    if channel.isWritable {
      channel.writeAndFlush(ByteBuffer(bytes: ZMTPStream.encode(frames)), promise: nil)
    } else if !isDroppable {
      channel.close(promise: nil)
    }
  }
}

/// The sockets at which a kernel is asked, and tells everybody what it does.
final class KernelSockets: Sendable {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let servers = Mutex<[any Channel]>([])
  private let connections = Mutex<[ObjectIdentifier: any Channel]>([:])
  private let listeners = Listeners()
  /// How long the end waits for those who do not read, and what is taken on sockets that need little.
  private static let patience = 2.0, mostOfLittle = 1 << 16

  /// Takes a message, and whom it came from; on a thread of the sockets.
  typealias Receiver = @Sendable ([[UInt8]], KernelPeer) -> Void

  /// Listens at the ports of a connection.
  ///
  /// - Parameter onListener: told when somebody begins to listen to what everybody is told, and to what.
  func open(
    _ connection: KernelConnection, shell: @escaping Receiver, control: @escaping Receiver,
    onListener: @escaping @Sendable (KernelPeer, [UInt8]) -> Void
  ) throws {
    let listeners = listeners, little = Self.mostOfLittle
    try listen(connection, connection.shell, "ROUTER", ZMTPStream.mostBytes, shell)
    try listen(connection, connection.control, "ROUTER", ZMTPStream.mostBytes, control)
    // Nobody is asked for anything.
    try listen(connection, connection.input, "ROUTER", little) { _, _ in }
    try listen(connection, connection.heartbeat, "REP", little) { frames, peer in
      peer.send(frames, isDroppable: false)
    }
    try listen(connection, connection.output, "PUB", little) { frames, peer in
      if let topic = listeners.take(frames, peer) { onListener(peer, topic) }
    }
  }

  private func listen(
    _ connection: KernelConnection, _ port: Int, _ kind: String, _ mostBytes: Int, _ receive: @escaping Receiver
  ) throws {
    let began: @Sendable (any Channel) -> Void = { [weak self] channel in
      self?.connections.withLock { $0[ObjectIdentifier(channel)] = channel }
    }
    let ended: @Sendable (any Channel) -> Void = { [weak self] channel in
      self?.connections.withLock { $0[ObjectIdentifier(channel)] = nil }
      self?.listeners.remove(KernelPeer(channel: channel))
    }
    let server = try ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: KernelPeer.mostWaiting / 2, high: KernelPeer.mostWaiting))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = PeerHandler(kind, ZMTPStream(mostBytes: mostBytes), receive, began: began, ended: ended)
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: connection.host, port: port).wait()
    servers.withLock { $0.append(server) }
  }

  /// Tells everybody who listens to a topic.
  func publish(_ frames: [[UInt8]]) {
    for peer in listeners.of(frames[0]) { peer.send(frames, isDroppable: true) }
  }

  /// Ends all connections when what was sent has gone; somebody who does not read is not waited for much longer.
  func close() {
    let open = connections.withLock { Array($0.values) }, gone = DispatchGroup()
    for channel in open {
      gone.enter()
      channel.writeAndFlush(ByteBuffer()).whenComplete { _ in gone.leave() }
    }
    _ = gone.wait(timeout: .now() + Self.patience)
    for channel in open + servers.withLock({ $0 }) { channel.close(promise: nil) }
    try? group.syncShutdownGracefully()
  }
}

/// Who listens to which topics.
private final class Listeners: Sendable {
  /// Clients listen to everything, or to a few topics.
  private static let mostTopics = 64
  private let all = Mutex<[ObjectIdentifier: (peer: KernelPeer, topics: [[UInt8]])]>([:])

  /// Takes a wish to listen, or not to any more.
  /// - Returns: the topic that somebody listens to from now on.
  func take(_ frames: [[UInt8]], _ peer: KernelPeer) -> [UInt8]? {
    guard let frame = frames.first, let kind = frame.first, kind <= 1 else { return nil }
    let topic = Array(frame.dropFirst())
    return all.withLock { all in
      var topics = all[ObjectIdentifier(peer.channel)]?.topics ?? []
      topics.removeAll { $0 == topic }
      guard topics.count < Self.mostTopics else { return nil }
      if kind == 1 { topics.append(topic) }
      all[ObjectIdentifier(peer.channel)] = (peer, topics)
      return kind == 1 ? topic : nil
    }
  }

  func remove(_ peer: KernelPeer) { all.withLock { $0[ObjectIdentifier(peer.channel)] = nil } }

  /// Who listens to a topic.
  func of(_ topic: [UInt8]) -> [KernelPeer] {
    all.withLock { all in
      all.values.filter { $0.topics.contains { topic.starts(with: $0) } }.map(\.peer)
    }
  }
}

/// One connection.
private final class PeerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let kind: String
  private let receive: KernelSockets.Receiver
  private let began: @Sendable (any Channel) -> Void
  private let ended: @Sendable (any Channel) -> Void
  private var stream: ZMTPStream

  init(
    _ kind: String, _ stream: ZMTPStream, _ receive: @escaping KernelSockets.Receiver,
    began: @escaping @Sendable (any Channel) -> Void, ended: @escaping @Sendable (any Channel) -> Void
  ) {
    (self.kind, self.stream, self.receive, self.began, self.ended) = (kind, stream, receive, began, ended)
  }

  func channelActive(context: ChannelHandlerContext) {
    began(context.channel)
    send(ZMTPStream.greeting, context)
  }

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

  func channelInactive(context: ChannelHandlerContext) { ended(context.channel) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }
}
