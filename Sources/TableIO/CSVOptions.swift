import Columns

/// How to read delimited text. What is nil is found out from the file.
public struct CSVOptions: Sendable, Equatable {
  /// How the characters are encoded; nil goes by the first bytes.
  public var encoding: TextEncoding?
  /// The character between fields; nil chooses among comma, semicolon, tab, bar and space by the first rows.
  public var separator: Character?
  /// The character around fields that hold separators or line ends; nil for none.
  public var quote: Character? = "\""
  /// Whether the first row names the columns; nil takes it for names unless every field of it is a number.
  public var header: Bool?
  /// Texts that stand for null besides the empty field, which always does, quoted or not.
  public var nulls: [String] = []
  /// Types of columns, by name, in place of the inferred ones. A field that does not fit is an error.
  public var types: [String: ColumnType] = [:]
  /// The columns to read.
  public var columns = ColumnChoice.all
  /// The character before the fraction of a number.
  public var decimal: Character = "."
  /// How many lines stand before the table.
  public var skippedLines = 0
  /// The character that starts a line of comment; nil for none.
  public var comment: Character?
  /// Whether a row with too few fields is filled up with nulls instead of being an error.
  public var padsShortRows = false
  /// A character that may stand between the digits of a number and is skipped.
  public var thousands: Character?

  public init() {}
}

/// How to write delimited text.
public struct CSVWriteOptions: Sendable, Equatable {
  public var separator: Character = ","
  public var header = true

  public init() {}
}
