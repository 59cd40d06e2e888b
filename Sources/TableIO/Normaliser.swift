import Kernels

/// Text whose rows had quotes, line ends or blank rows out of the ordinary, rewritten as RFC 4180 has it.
struct NormalisedText {
  let bytes: FileBytes
  /// Where each row starts in `bytes` and where it started in the source.
  private let rowStarts: [Int]
  private let sourceStarts: [Int]
  /// What was repaired.
  let notes: [ReadNote]
  /// The first row that cannot be part of the table; the text ends in front of it.
  let badRow: BadRow?

  /// A row that cannot be part of the table: where in the source, and why.
  struct BadRow {
    enum Reason { case openQuote, tooShort, tooLong }

    let offset: Int
    let sentence: String
    let reason: Reason
  }

  init(
    _ source: FileBytes, from start: Int, columnCount: Int, dialect: Dialect, padsShortRows: Bool = false,
    checkCancelled: () throws -> Void
  ) throws {
    var reader = RecordReader(source, dialect: dialect, from: start)
    var text: [UInt8] = [], rowStarts: [Int] = [], sourceStarts: [Int] = [], paddedCount = 0, badRow: BadRow?
    text.reserveCapacity(source.count - start)
    while reader.next() {
      if rowStarts.count % 4096 == 0 { try checkCancelled() }
      let missing = padsShortRows && reader.unclosedQuote == nil ? columnCount - reader.fields.count : 0
      if missing > 0 {
        paddedCount += 1
      } else {
        badRow = NormalisedText.fault(reader, columnCount: columnCount)
        if badRow != nil { break }
      }
      rowStarts.append(text.count)
      sourceStarts.append(reader.starts[0])
      NormalisedText.write(reader.fields + Array(repeating: [], count: max(0, missing)), dialect, to: &text)
    }
    (bytes, self.rowStarts, self.sourceStarts) = (FileBytes(text), rowStarts, sourceStarts)
    self.badRow = badRow
    let counts = [
      ReadNote(paddedCount, "row", "filled up with nulls for missing fields"),
      ReadNote(reader.blankRowCount, "blank row", "left out"),
      ReadNote(reader.looseQuoteCount, "field", "kept text behind the closing quote"),
    ]
    notes = counts.filter { $0.count > 0 }
  }

  private static func fault(_ reader: RecordReader, columnCount: Int) -> BadRow? {
    if let quote = reader.unclosedQuote {
      return BadRow(
        offset: quote, sentence: "this quote is never closed", reason: .openQuote)
    }
    guard reader.fields.count != columnCount else { return nil }
    let found = reader.fields.count == 1 ? "1 field" : "\(reader.fields.count) fields"
    let place = reader.fields.count > columnCount ? columnCount : reader.fields.count - 1
    return BadRow(
      offset: reader.starts[place],
      sentence: "this row has \(found), but the first row has \(columnCount)",
      reason: reader.fields.count > columnCount ? .tooLong : .tooShort)
  }

  private static func write(_ fields: [[UInt8]], _ dialect: Dialect, to text: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(dialect.separator) }
      let isSpecial = field.contains { byte in
        byte == dialect.separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == dialect.quote
      }
      guard let quote = dialect.quote, isSpecial || (field.isEmpty && fields.count == 1) else {
        text += field
        continue
      }
      text.append(quote)
      for byte in field { text += byte == quote ? [quote, quote] : [byte] }
      text.append(quote)
    }
    text.append(UInt8(ascii: "\n"))
  }

  /// Where in the source the field starts that holds, or is, the byte at `offset` of `bytes`.
  func sourceOffset(_ offset: Int, in source: FileBytes, dialect: Dialect) -> Int {
    guard let after = rowStarts.firstIndex(where: { $0 > offset }) ?? (rowStarts.isEmpty ? nil : rowStarts.count)
    else { return 0 }
    let row = max(0, after - 1)
    // What was a quoted field may start with the mark of a comment now.
    let plain = Dialect(separator: dialect.separator, quote: dialect.quote)
    var normal = RecordReader(bytes, dialect: plain, from: rowStarts[row])
    var original = RecordReader(source, dialect: dialect, from: sourceStarts[row])
    guard normal.next(), original.next() else { return sourceStarts[row] }
    let field = (normal.starts.lastIndex { $0 <= offset } ?? 0)
    return original.starts[min(field, original.starts.count - 1)]
  }
}
