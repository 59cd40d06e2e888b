import Jupyter
import NIOCore
import TestSupport
import Testing

@Suite("Messages of ZeroMQ")
struct ZMTPStreamTests {
  private static func message(_ random: inout SplitMix64) -> [[UInt8]] {
    (0..<Int.random(in: 1...8, using: &random)).map { _ in
      let size = [0, 1, 254, 255, 256, 70_000].randomElement(using: &random) ?? 0
      return (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
  }

  @Test("come out as they went in, however the bytes are cut")
  func roundTrip() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<Trials.count(30) {
      let messages = (0..<4).map { _ in Self.message(&random) }
      var bytes = (ZMTPStream.greeting + ZMTPStream.ready("DEALER"))[...]
      for message in messages { bytes += ZMTPStream.encode(message) }
      var stream = ZMTPStream(), events: [ZMTPStream.Event] = []
      while !bytes.isEmpty {
        let count = min(bytes.count, [1, 9, 10, 63, 64, 5000].randomElement(using: &random) ?? 1)
        var part = ByteBuffer(bytes: bytes.prefix(count))
        bytes = bytes.dropFirst(count)
        events += try stream.receive(&part)
      }
      let isSame = events == [.greeted, .ready] + messages.map { .message($0) }
      #expect(isSame)
    }
  }

  @Test("of another protocol are refused at once", arguments: [
    ("GET / HTTP/1.1\r\n", ZMTPStream.Failure.noGreeting), ("{\"a\": 1}", .noGreeting),
  ])
  func others(text: String, failure: ZMTPStream.Failure) {
    var stream = ZMTPStream(), bytes = ByteBuffer(string: text)
    #expect(throws: failure) { try stream.receive(&bytes) }
    var curve = ZMTPStream.greeting
    curve.replaceSubrange(12..<17, with: Array("CURVE".utf8))
    var other = ZMTPStream(), more = ByteBuffer(bytes: curve)
    #expect(throws: ZMTPStream.Failure.otherMechanism) { try other.receive(&more) }
  }

  @Test("that are too large or have too many frames are refused before they are there")
  func limits() throws {
    let start = ZMTPStream.greeting + ZMTPStream.ready("DEALER")
    let huge: [UInt8] = [2, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    let many = ZMTPStream.encode(Array(repeating: [], count: ZMTPStream.mostFrames + 1))
    for bytes in [start + huge, start + many] {
      var stream = ZMTPStream(), buffer = ByteBuffer(bytes: bytes)
      #expect(throws: ZMTPStream.Failure.tooLarge) { try stream.receive(&buffer) }
    }
  }

  @Test("that were damaged or cut off are a failure or other messages, and nothing worse")
  func damaged() throws {
    var random = SplitMix64(seed: 8), failures = 0
    let whole = ZMTPStream.greeting + ZMTPStream.ready("DEALER")
      + ZMTPStream.encode([[1], Array("<IDS|MSG>".utf8), Array(repeating: 7, count: 300)])
    for _ in 0..<Trials.count(20_000) {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<200, using: &random))
      var stream = ZMTPStream(), buffer = ByteBuffer(bytes: bytes)
      do { _ = try stream.receive(&buffer) } catch { failures += 1 }
    }
    #expect(failures > 100)
  }
}
