/// The bytes that give delimited text its structure.
public struct Dialect: Sendable, Equatable {
  /// What parts two fields, or the first byte of it.
  public var separator: UInt8
  /// The other bytes of a separator that has several.
  public var separatorTail: [UInt8] = []
  /// Whether any run of blanks and tabs is one separator, and those around a row are none.
  public var mergesBlanks = false
  /// The quote character, or nil where quotes are ordinary characters.
  public var quote: UInt8?
  /// What makes a quote, a separator, a line end or itself an ordinary character, besides doubling a quote.
  public var escape: UInt8?
  /// What starts a line of comment; empty where there are none.
  public var comment: [UInt8]

  /// How fields and rows are told apart; the usual CSV where nothing else is said.
  public init(
    separator: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), comment: [UInt8] = []
  ) {
    (self.separator, self.quote, self.comment) = (separator, quote, comment)
  }

  /// Whether text in this dialect can be cut into fields by single bytes; only ``RecordReader`` reads all others.
  public var isSimple: Bool { separatorTail.isEmpty && !mergesBlanks && escape == nil && comment.isEmpty }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// The quote character, or a byte that text cannot hold: 0xFF is in no UTF-8.
  var quoteOrNone: UInt8 { quote ?? 0xFF }

  /// Whether a byte is a blank that may stand around a field in quotes.
  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != separator && byte != quote }
}
