import Columns
import Diagnostics

/// What reading a file gave.
public struct ReadResult: Sendable {
  /// What was read.
  public let table: Table
  /// What was repaired or decided on the way, in the order of the columns.
  public let notes: [ReadNote]
  /// The file's length.
  public let byteCount: Int
  /// The XXH64 of the file's bytes.
  public let fileHash: UInt64
  /// The columns of the file that were not read, because nobody needs them.
  public var unread: [String] = []
  /// All columns of the file, in their order.
  public var names: [String] = []
  /// The files where there are several; then ``fileHash`` says nothing.
  public var files: [ReadFile] = []

  /// The rows that were repaired or left out; nil where none was.
  public var repairs: RowRepairs?

  /// The same as read from a file with other bytes, such as its packed form.
  func with(byteCount: Int, fileHash: UInt64) -> ReadResult {
    var result = ReadResult(
      table: table, notes: notes, byteCount: byteCount, fileHash: fileHash, unread: unread, names: names)
    result.repairs = repairs
    return result
  }
}

/// One of several files that were read into one table.
public struct ReadFile: Sendable {
  /// Where the file lies.
  public let path: String
  /// How large it is.
  public let byteCount: Int
  /// The XXH64 of the file's bytes.
  public let hash: UInt64
  /// The rows that were repaired or left out; nil where none was.
  public let repairs: RowRepairs?
}

/// Something about a file that was repaired or decided while reading it, and how often.
public struct ReadNote: Sendable, Equatable {
  /// The column concerned, or nil for the file as a whole.
  public let column: String?
  /// In how many places it happened.
  public let count: Int
  /// A plain sentence that says what was done.
  public let sentence: String
  /// The file concerned, where several are read.
  public var path: String?

  /// Something that was noticed so many times, in one column or in the file.
  public init(column: String? = nil, count: Int, _ sentence: String) {
    (self.column, self.count, self.sentence) = (column, count, sentence)
  }

  /// A note that starts with how many: `2 values` and what happened to them.
  init(column: String? = nil, _ count: Int, _ singular: String, plural: String? = nil, _ what: String) {
    self.init(column: column, count: count, "\(Prose.count(count, singular, plural)) \(what)")
  }
}

/// Why a file could not be read, and where.
public struct ReadError: Error, Sendable, Equatable {
  /// The file that it is about.
  public let path: String
  /// The line and the character in it, from 1; nil where the file as a whole is meant.
  public var line: Int?
  /// The place in the line, in characters from 1; nil where none is to blame.
  public var column: Int?
  /// The column of the table concerned.
  public var columnName: String?
  /// A plain sentence.
  public let sentence: String
  /// What to try.
  public var help: String?
  /// Whether a column was asked for that the file does not have.
  public var isMissingColumn = false
  /// Whether a sheet was asked for that the file does not have.
  public var isMissingSheet = false
  /// Whether there is no such file.
  public var isMissingFile = false

  /// An error about a file, with what to do.
  public init(path: String, sentence: String, help: String? = nil) {
    (self.path, self.sentence, self.help) = (path, sentence, help)
  }
}
