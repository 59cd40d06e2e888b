import Crypto
import Forms
import Language

/// Signs messages, and knows those that the holder of the key has signed.
package struct MessageSigner: Sendable {
  private let key: SymmetricKey?

  /// - Parameter key: none where messages are not signed.
  package init(key: [UInt8]) { self.key = key.isEmpty ? nil : SymmetricKey(data: key) }

  /// HMAC-SHA256 in hexadecimal digits.
  package func signature(of parts: [[UInt8]]) -> [UInt8] {
    guard let key else { return [] }
    var code = HMAC<SHA256>(key: key)
    for part in parts { code.update(data: part) }
    let digits = Array("0123456789abcdef".utf8)
    return code.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// Whether a signature is that of some parts; the time it takes tells nothing about how much of it fits.
  func isValid(_ signature: [UInt8], of parts: [[UInt8]]) -> Bool {
    if key == nil { return true }
    let own = self.signature(of: parts)
    guard own.count == signature.count else { return false }
    return zip(own, signature).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// A message of Jupyter's protocol as it came over the wire.
package struct WireMessage: Sendable {
  private static let delimiter = Array("<IDS|MSG>".utf8)

  /// The frames before the delimiter, by which an answer finds its way.
  package let route: [[UInt8]]
  /// The header, as it came: answers name it as their parent.
  package let header: [UInt8]
  package let type: String
  package let content: JSONValue
  package let metadata: JSONValue

  /// Nil for what is no message, or is not signed by the key.
  package init?(_ frames: [[UInt8]], _ signer: MessageSigner) {
    guard let place = frames.firstIndex(of: Self.delimiter), frames.count >= place + 6 else { return nil }
    let parts = Array(frames[(place + 2)..<(place + 6)])
    guard signer.isValid(frames[place + 1], of: parts) else { return nil }
    guard let header = JSONReader.read(parts[0]), let type = header["msg_type"]?.text,
      let metadata = JSONReader.read(parts[2]), let content = JSONReader.read(parts[3]), content.object != nil
    else { return nil }
    (route, self.header, self.type) = (Array(frames[..<place]), parts[0], type)
    (self.content, self.metadata) = (content, metadata)
  }

  /// The frames of a message.
  ///
  /// - Parameters:
  ///   - route: what stands before the delimiter: the topic, or the way back.
  ///   - parent: the header of the message that this one answers; empty where it answers none.
  package static func frames(
    _ route: [[UInt8]], header: JSONValue, parent: [UInt8], metadata: JSONValue = .object([]), content: JSONValue,
    _ signer: MessageSigner
  ) -> [[UInt8]] {
    let parts = [
      header.compactBytes, parent.isEmpty ? Array("{}".utf8) : parent, metadata.compactBytes, content.compactBytes,
    ]
    return route + [delimiter, signer.signature(of: parts)] + parts
  }
}

/// The headers of the messages of one kernel.
struct MessageHeaders {
  static let protocolVersion = "5.4"
  let session: String
  private var count = 0

  init(session: String) { self.session = session }

  mutating func next(_ type: String, at microseconds: Int64) -> JSONValue {
    count += 1
    return .members([
      "msg_id": .text("\(session)_\(count)"), "session": .text(session), "username": .text("carnet"),
      "date": .text(CivilCalendar.format(microseconds: microseconds).replacing(" ", with: "T") + "Z"),
      "msg_type": .text(type), "version": .text(Self.protocolVersion),
    ])
  }
}
