/// The bytes that give delimited text its structure.
public struct Dialect: Sendable, Equatable {
  public var separator: UInt8
  /// The quote character, or nil where quotes are ordinary characters.
  public var quote: UInt8?

  public init(separator: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\"")) {
    (self.separator, self.quote) = (separator, quote)
  }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// The quote character, or a byte that text cannot hold: 0xFF is in no UTF-8.
  var quoteOrNone: UInt8 { quote ?? 0xFF }
}
