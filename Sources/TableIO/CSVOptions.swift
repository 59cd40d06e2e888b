import Columns

/// How to read delimited text. What is nil is found out from the file.
public struct CSVOptions: Sendable, Equatable {
  /// What becomes of rows that have more or fewer fields than the table has columns, or a quote that is never closed.
  public enum Ragged: String, Sendable, CaseIterable {
    /// The first such row is an error.
    case error
    /// Fields that are missing at the end are null; all else is an error.
    case pad
    /// Such rows are left out.
    case drop
    /// Each row is brought to the table's columns: see ``RowRepairer``.
    case `repair`
  }

  /// What becomes of rows without any value: blank lines, and rows of nothing but separators.
  public enum BlankRows: String, Sendable, CaseIterable { case keep, drop }

  /// How the characters are encoded; nil goes by the first bytes.
  public var encoding: TextEncoding?
  /// What stands between fields; nil chooses among comma, semicolon, tab, bar and blank by the first rows.
  public var separator: String?
  /// Whether any run of blanks is one separator.
  public var mergesBlanks = false
  /// The character around fields that hold separators or line ends; nil for none.
  public var quote: Character? = "\""
  /// Whether another quote is tried where the first rows do not fit together with this one.
  public var findsQuote = true
  /// The character that takes its meaning from a quote behind it; nil for none but what the first rows show.
  public var escape: Character?
  /// Whether the first row names the columns; nil takes it for names unless it looks like the rows below.
  public var header: Bool?
  /// How many rows name the columns, where any does; the parts of a name are joined by blanks.
  public var headerRows = 1
  /// Texts that stand for null besides the empty field.
  public var nulls: [String] = []
  /// Types of columns, by name, in place of the inferred ones. A field that does not fit is an error.
  public var types: [String: ColumnType] = [:]
  /// The columns to read.
  public var columns = ColumnChoice.all
  /// The character before the fraction of a number; nil takes the point, or the comma where the first rows have it.
  public var decimal: Character?
  /// How many lines stand before the table, and behind it.
  public var skippedLines = 0
  /// How many lines at the end are no rows.
  public var footerLines = 0
  /// Whether the table ends at the first blank line.
  public var endsAtBlankLine = false
  /// What starts a line of comment; nil for none.
  public var comment: String?
  /// What becomes of rows with another number of fields.
  public var ragged = Ragged.error
  /// Nil leaves blank lines out, unless the table has one column only, and keeps rows of separators.
  public var blankRows: BlankRows?
  /// A character that may stand between the digits of a number and is skipped.
  public var thousands: Character?

  /// Everything is found out from the file.
  public init() {}
}

/// How to write delimited text.
public struct CSVWriteOptions: Sendable, Equatable {
  /// What stands between two fields.
  public var separator: Character = ","
  /// Whether the first line holds the names.
  public var header = true

  /// Commas, and a line of names.
  public init() {}
}
