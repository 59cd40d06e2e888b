import Kernels

/// Text whose rows had quotes, line ends, lengths or marks out of the ordinary, rewritten as RFC 4180 has it.
struct NormalisedText {
  /// What is asked of the rows.
  struct Demands {
    let start: Int
    let end: Int
    let columnCount: Int
    /// How the names were read, for telling rows that repeat them.
    let names: [[UInt8]]
    let layout: TextLayout
    let options: CSVOptions
    /// What was repaired in the names.
    let repairs: [(start: Int, end: Int, kind: RepairKind)]
  }

  /// A row that cannot be part of the table: where in the source, and why.
  struct BadRow {
    enum Reason { case openQuote, tooShort, tooLong }

    let offset: Int
    /// Where the row starts.
    let start: Int
    let sentence: String
    let reason: Reason
  }

  /// How the text is written.
  static let dialect = Dialect()

  let bytes: FileBytes
  /// Where each row starts in `bytes` and where it started in the source.
  private let rowStarts: [Int]
  private let sourceStarts: [Int]
  /// What was repaired, in sentences, and row by row.
  let notes: [ReadNote]
  let repairs: RowRepairs
  /// By row, what no column took.
  let rest: [Int: String]
  /// The first row that cannot be part of the table; the text ends in front of it.
  let badRow: BadRow?

  init(_ source: FileBytes, textStart: Int, _ demands: Demands, checkCancelled: () throws -> Void) throws {
    var writer = RowWriter(source, textStart: textStart, demands)
    let limit = demands.options.ragged == .error || demands.options.ragged == .pad ? Int.max : Self.quotedLimit
    var reader = RecordReader(
      source, dialect: demands.layout.dialect, from: demands.start, to: demands.end, quotedLimit: limit,
      keepsBlankRows: writer.keepsBlankRows)
    var count = 0, badRow: BadRow?
    while badRow == nil, reader.next() {
      if count % 4096 == 0 { try checkCancelled() }
      count += 1
      if demands.options.endsAtBlankLine, reader.blankRowsBefore > 0, count > 1 { break }
      badRow = writer.write(&reader)
    }
    writer.finish()
    self.badRow = badRow
    (bytes, rowStarts, sourceStarts) = (FileBytes(writer.text), writer.rowStarts, writer.sourceStarts)
    (repairs, rest) = (writer.repairs, writer.rest)
    notes = writer.notes(reader)
  }

  /// How long a quoted field may be where quotes may be damaged, so that each is looked for its end only so far.
  private static let quotedLimit = 1 << 18

  /// Where in the source the field starts that holds, or is, the byte at `offset` of `bytes`.
  func sourceOffset(_ offset: Int, in source: FileBytes, dialect: Dialect) -> Int {
    guard let after = rowStarts.firstIndex(where: { $0 > offset }) ?? (rowStarts.isEmpty ? nil : rowStarts.count)
    else { return 0 }
    let row = max(0, after - 1)
    var normal = RecordReader(bytes, dialect: Self.dialect, from: rowStarts[row], keepsBlankRows: true)
    var original = RecordReader(source, dialect: dialect, from: sourceStarts[row], keepsBlankRows: true)
    guard normal.next(), original.next() else { return sourceStarts[row] }
    let field = (normal.starts.lastIndex { $0 <= offset } ?? 0)
    return original.starts[min(field, original.starts.count - 1)]
  }
}
