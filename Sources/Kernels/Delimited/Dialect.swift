/// The bytes that give delimited text its structure.
public struct Dialect: Sendable, Equatable {
  public var separator: UInt8
  /// The quote character, or nil where quotes are ordinary characters.
  public var quote: UInt8?

  /// The character that starts a line of comment, or nil; only ``RecordReader`` knows comments.
  public var comment: UInt8?

  public init(
    separator: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), comment: UInt8? = nil
  ) {
    (self.separator, self.quote, self.comment) = (separator, quote, comment)
  }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// The quote character, or a byte that text cannot hold: 0xFF is in no UTF-8.
  var quoteOrNone: UInt8 { quote ?? 0xFF }
}
