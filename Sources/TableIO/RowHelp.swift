import Columns
import Kernels

/// What to say of a row that does not fit: the option that makes it fit, if one does, else those that repair it.
///
/// Each option is tried on the rows up to and behind the damaged one before it is named.
struct RowHelp {
  private let source: ByteSource
  private let layout: TextLayout
  private let options: CSVOptions
  private var bytes: FileBytes { source.bytes }

  /// How much text is read to try an option, and to count rows.
  private static let triedBytes = 1 << 22
  private static let countedBytes = 1 << 27

  init(_ source: ByteSource, _ layout: TextLayout, _ options: CSVOptions) {
    (self.source, self.layout, self.options) = (source, layout, options)
  }

  /// Help for a quote that is never closed in the row of names.
  func forQuote(at place: Int) -> String {
    quoteHelp(upTo: place, isOpen: true) ?? "close it, or say `quote: none` if quotes are ordinary characters"
  }

  func forRow(_ row: NormalisedText.BadRow, columnCount: Int, dataStart: Int) -> String {
    let isNear = row.offset - layout.start < Self.triedBytes
    if isNear {
      if let mark = commentMark(row) { return "say `comment: \"\(mark)\"` if lines that start like this are comments" }
      if row.reason == .tooLong, columnCount == 1, hasDecimalCommas() {
        return "say `separator: \";\"` if these are numbers with a decimal comma"
      }
      if let help = preambleHelp(row, columnCount, dataStart) { return help }
      if let help = wrappedHelp(row, columnCount) { return help }
      if let help = quoteHelp(upTo: row.offset, isOpen: row.reason == .openQuote) { return help }
      if row.reason == .tooLong, let help = rowNamesHelp(columnCount) { return help }
    }
    if let line = blankLine(before: row, dataStart) { return "say `until: blank` if the table ends in line \(line)" }
    return repairHelp(row, columnCount, dataStart)
  }

  private func sample(_ dialect: Dialect, from start: Int? = nil) -> SampleReading {
    SampleReading(
      bytes, from: start ?? layout.start, to: layout.end, dialect, rowLimit: .max, byteLimit: Self.triedBytes)
  }

  private func commentMark(_ row: NormalisedText.BadRow) -> String? {
    guard options.comment == nil else { return nil }
    for place in [row.start, layout.start] {
      let head = bytes.bytes(place..<min(layout.end, place + 2))
      for mark in ["#", "//", "--", "%", ";", "!"] where head.starts(with: mark.utf8) {
        var dialect = layout.dialect
        dialect.comment = Array(mark.utf8)
        guard dialect.separator != dialect.comment.first else { continue }
        let reading = sample(dialect)
        if reading.rows.count > 1, reading.isFlawless, reading.width > 1 || place == row.start { return mark }
      }
    }
    return nil
  }

  /// Titles in front of the names, which the first row that is as long as those behind it tells.
  private func preambleHelp(_ row: NormalisedText.BadRow, _ columnCount: Int, _ dataStart: Int) -> String? {
    guard options.skippedLines == 0, options.header != false else { return nil }
    let reading = sample(layout.dialect)
    guard reading.width > columnCount || row.reason != .tooLong else { return nil }
    guard let place = Preamble.length(reading.rows, width: reading.width) ?? firstFull(reading) else { return nil }
    let start = reading.rows[place].start
    guard sample(layout.dialect, from: start).isFlawless else { return nil }
    let line = SourcePosition(start, in: bytes, from: source.textStart).line
    let other = blankLine(before: row, dataStart).map { ", or `until: blank` if it ends in line \($0)" } ?? ""
    return "say `skip: \(line - 1)` if the table starts in line \(line)\(other)"
  }

  private func firstFull(_ reading: SampleReading) -> Int? {
    guard reading.width > 1, let place = reading.rows.firstIndex(where: { $0.fields.count == reading.width }),
      place > 0,
      reading.rows.count > place + 1, reading.rows.prefix(place).allSatisfy({ $0.fields.count < reading.width }),
      reading.rows.dropFirst(place).allSatisfy({ $0.fields.count == reading.width }),
      // A short row of names is no title.
      place > 1 || reading.rows[0].fields.count == 1
    else { return nil }
    return place
  }

  private func hasDecimalCommas() -> Bool {
    guard layout.dialect.separator == UInt8(ascii: ",") else { return false }
    var dialect = layout.dialect
    dialect.separator = UInt8(ascii: ";")
    let rows = sample(dialect).rows.dropFirst()
    return !rows.isEmpty
      && rows.allSatisfy { row in row.fields.count == 1 && SampleReading.hasDecimalComma(row.fields[0]) }
  }

  /// Another quote, or an escape, with which all rows fit.
  private func quoteHelp(upTo place: Int, isOpen: Bool) -> String? {
    guard place - layout.start < Self.triedBytes else { return nil }
    var ways: [(Dialect, String)] = []
    var dialect = layout.dialect
    if dialect.escape == nil, bytes.holds(UInt8(ascii: "\\"), in: layout.start..<min(layout.end, place + 4096)) {
      dialect.escape = UInt8(ascii: "\\")
      ways.append((dialect, "say `escape: \"\\\\\"` if a backslash makes a quote an ordinary character"))
    }
    dialect = layout.dialect
    let near = layout.start..<min(layout.end, place + 4096)
    if dialect.quote != UInt8(ascii: "'"), dialect.separator != UInt8(ascii: "'"),
      bytes.holds(UInt8(ascii: "'"), in: near)
    {
      dialect.quote = UInt8(ascii: "'")
      ways.append((dialect, "say `quote: \"'\"` if fields stand in apostrophes"))
    }
    dialect.quote = nil
    if isOpen { ways.append((dialect, "say `quote: none` if quotes are ordinary characters")) }
    return ways.first { way, _ in
      let reading = sample(way)
      return reading.isFlawless && reading.rows.count > 1
        && (reading.width > 1 || layout.sample.first?.fields.count == 1)
    }?.1
  }

  private func rowNamesHelp(_ columnCount: Int) -> String? {
    let rows = layout.sample.dropFirst()
    guard rows.count > 1, columnCount > 1, rows.allSatisfy({ $0.fields.count == columnCount + 1 }) else { return nil }
    let line = SourcePosition(layout.start, in: bytes, from: source.textStart).line
    return "each row has a field more than there are names, as R writes row names: say `skip: \(line), header: no`"
  }

  /// The line of the last row before a blank line in front of the damaged row.
  private func blankLine(before row: NormalisedText.BadRow, _ dataStart: Int) -> Int? {
    var place = row.start, lineEnds = 0
    while place > dataStart, bytes[place - 1] == 0x0A || bytes[place - 1] == 0x0D {
      if bytes[place - 1] == 0x0A || place >= bytes.count || bytes[place] != 0x0A { lineEnds += 1 }
      place -= 1
    }
    guard lineEnds > 1, place > dataStart, row.reason != .openQuote else { return nil }
    return SourcePosition(place, in: bytes, from: source.textStart).line
  }

  private func wrappedHelp(_ row: NormalisedText.BadRow, _ columnCount: Int) -> String? {
    let text = bytes.bytes(row.start..<min(layout.end, row.start + 4096)).prefix { $0 != 0x0A && $0 != 0x0D }
    guard let inner = RowParts.unwrapped(Array(text), layout.dialect),
      SampleReading(FileBytes(inner), from: 0, to: inner.count, layout.dialect).width == columnCount
    else { return nil }
    return "this row stands in quotes as a whole: say `ragged: repair` to unwrap such rows"
  }

  /// Says how many rows are damaged, and what is done to them.
  private func repairHelp(_ row: NormalisedText.BadRow, _ columnCount: Int, _ dataStart: Int) -> String {
    let end = min(layout.end, dataStart + Self.countedBytes)
    var reader = RecordReader(bytes, dialect: layout.dialect, from: dataStart, to: end, quotedLimit: 1 << 18), count = 0
    while reader.next() { if reader.count != columnCount || reader.brokenQuote != nil { count += 1 } }
    let rows = "\(end < layout.end ? "at least " : "")\(count == 1 ? "1 row" : "\(count) rows")"
    return "say `ragged: repair` to repair \(rows), or `ragged: drop` to leave such rows out"
  }
}
