import NIOCore

/// What one side of a ZeroMQ connection makes of the bytes that come in, without any socket: ZMTP 3.0
/// (rfc.zeromq.org/spec/23) with the NULL mechanism.
///
/// A greeting and a READY command come first, then messages of one frame or several.
package struct ZMTPStream {
  /// What was wrong with what came in; the connection has no use any more.
  package enum Failure: Error, Equatable {
    case noGreeting, otherMechanism, noReady, wrongFlags, tooLarge
  }

  /// What came of some bytes.
  package enum Event: Equatable {
    /// The other side greeted: now it is told ``ready(_:)``.
    case greeted
    /// The other side is ready for messages.
    case ready
    /// The frames of a whole message.
    case message([[UInt8]])
  }

  private enum Phase { case greeting, handshake, traffic }

  /// What one message may have at most, in bytes and in frames.
  package static let mostBytes = 64 << 20, mostFrames = 256

  private enum Flag {
    static let more: UInt8 = 1, long: UInt8 = 2, command: UInt8 = 4
  }

  private static let greetingSize = 64, mechanismPlace = 12

  private var phase = Phase.greeting
  private var bytes = ByteBuffer()
  private var frames: [[UInt8]] = []
  private var size = 0

  /// What one message may have here, in bytes.
  private let mostBytes: Int

  package init(mostBytes: Int = ZMTPStream.mostBytes) { self.mostBytes = mostBytes }

  /// What either side sends first: signature, version 3.0, mechanism, and no server among the two.
  package static var greeting: [UInt8] {
    var bytes: [UInt8] = [0xFF] + Array(repeating: 0, count: 8) + [0x7F, 3, 0] + Array("NULL".utf8)
    bytes += Array(repeating: 0, count: greetingSize - bytes.count)
    return bytes
  }

  /// The command that follows the greeting.
  ///
  /// - Parameter socket: what kind of socket this side is: `ROUTER`, `PUB`, `REP` …
  package static func ready(_ socket: String) -> [UInt8] {
    let name = Array("Socket-Type".utf8), value = Array(socket.utf8)
    let size = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value.count >> $0) }
    let body = [5] + Array("READY".utf8) + [UInt8(name.count)] + name + size + value
    return [Flag.command, UInt8(body.count)] + body
  }

  /// A message as it goes over the wire.
  package static func encode(_ frames: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frames.reduce(0) { $0 + $1.count + 9 })
    for (place, frame) in frames.enumerated() {
      let more = place < frames.count - 1 ? Flag.more : 0
      if frame.count <= 255 {
        bytes += [more, UInt8(frame.count)]
      } else {
        bytes.append(more | Flag.long)
        bytes += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: frame.count >> $0) }
      }
      bytes += frame
    }
    return bytes
  }

  /// Takes bytes that came in.
  ///
  /// - Throws: ``Failure``.
  package mutating func receive(_ more: inout ByteBuffer) throws(Failure) -> [Event] {
    bytes.writeBuffer(&more)
    var events: [Event] = []
    while let event = try next() { events += event }
    bytes.discardReadBytes()
    return events
  }

  /// What the next whole piece comes to; nil where there is none yet.
  private mutating func next() throws(Failure) -> [Event]? {
    if phase == .greeting {
      try checkGreeting()
      guard bytes.readSlice(length: Self.greetingSize) != nil else { return nil }
      phase = .handshake
      return [.greeted]
    }
    guard let (flags, body) = try frame() else { return nil }
    if phase == .handshake {
      guard flags & Flag.command != 0, body.starts(with: [5] + Array("READY".utf8)) else { throw .noReady }
      phase = .traffic
      return [.ready]
    }
    // Later commands are of no use to a kernel: a ping comes only from those that were greeted as version 3.1.
    if flags & Flag.command != 0 { return [] }
    frames.append(body)
    guard frames.count <= Self.mostFrames else { throw .tooLarge }
    if flags & Flag.more != 0 { return [] }
    defer { (frames, size) = ([], 0) }
    return [.message(frames)]
  }

  /// Looks at as much of a greeting as there is, so that somebody who speaks another protocol is not waited for.
  private func checkGreeting() throws(Failure) {
    let start = bytes.readerIndex, count = bytes.readableBytes
    if let first: UInt8 = bytes.getInteger(at: start), first != 0xFF { throw .noGreeting }
    if count >= 10, bytes.getInteger(at: start + 9, as: UInt8.self) != 0x7F { throw .noGreeting }
    if count >= 11, let version = bytes.getInteger(at: start + 10, as: UInt8.self), version < 3 { throw .noGreeting }
    if count >= Self.greetingSize {
      let mechanism = bytes.getBytes(at: start + Self.mechanismPlace, length: 20) ?? []
      guard mechanism == Array("NULL".utf8) + Array(repeating: 0, count: 16) else { throw .otherMechanism }
    }
  }

  private mutating func frame() throws(Failure) -> (flags: UInt8, body: [UInt8])? {
    let start = bytes.readerIndex
    guard let flags: UInt8 = bytes.getInteger(at: start) else { return nil }
    guard flags & ~(Flag.more | Flag.long | Flag.command) == 0 else { throw .wrongFlags }
    let isLong = flags & Flag.long != 0, head = isLong ? 9 : 2
    let length: UInt64? = isLong
      ? bytes.getInteger(at: start + 1) : bytes.getInteger(at: start + 1, as: UInt8.self).map { UInt64($0) }
    guard let length else { return nil }
    guard length <= UInt64(mostBytes - size) else { throw .tooLarge }
    guard let body = bytes.getBytes(at: start + head, length: Int(length)) else { return nil }
    bytes.moveReaderIndex(forwardBy: head + body.count)
    size += body.count
    if flags & Flag.command != 0 { size -= body.count }
    return (flags, body)
  }
}
