import Kernels

/// Writes rows as RFC 4180 has them, those that do not fit as the options ask for.
struct RowWriter {
  private(set) var text: [UInt8] = []
  private(set) var rowStarts: [Int] = []
  private(set) var sourceStarts: [Int] = []
  private(set) var repairs = RowRepairs()
  private(set) var rest: [Int: String] = [:]
  let keepsBlankRows: Bool

  private let source: FileBytes
  private let demands: NormalisedText.Demands
  private let repairer: RowRepairer?
  private var lines: LineCounter
  private var paddedCount = 0
  private var emptyRowCount = 0
  private var surplusCount = 0
  /// Whether rows of another table have begun.
  private var isInOtherTable = false
  /// Rows at the end with one field only, which may be remarks below the table: where they start in `text` and which
  /// repair is theirs.
  private var trailing: [(range: Range<Int>, repair: Int)] = []

  init(_ source: FileBytes, textStart: Int, _ demands: NormalisedText.Demands) {
    (self.source, self.demands, repairer) = (source, demands, demands.layout.repairer)
    lines = LineCounter(source, from: textStart)
    // Where each row is one field, a row without any character is a row that lacks it.
    keepsBlankRows = demands.options.blankRows.map { $0 == .keep }
      ?? (demands.columnCount == 1 && !demands.options.endsAtBlankLine)
    text.reserveCapacity(demands.end - demands.start)
    for row in demands.repairs {
      repairs.append(row.kind, line: lines.line(at: row.start), raw: source.bytes(row.start..<row.end))
    }
  }

  /// Takes the reader's row; what is returned cannot be part of the table.
  mutating func write(_ reader: inout RecordReader) -> NormalisedText.BadRow? {
    if isInOtherTable { return leaveOut(.otherTable, reader) }
    let isBlank = reader.count == 1 && reader.rowEnd == reader.rowStart
    let isEmpty = isBlank || reader.count > 1 && reader.rowEnd - reader.rowStart == reader.count - 1
    if isEmpty, demands.options.blankRows == .drop || isBlank && demands.columnCount > 1 && !keepsBlankRows {
      emptyRowCount += 1
      return nil
    }
    if isBlank, keepsBlankRows {
      begin(reader)
      for place in 0..<demands.columnCount { append([], false, place) }
      text.append(UInt8(ascii: "\n"))
      return nil
    }
    var count = reader.count
    if reader.brokenQuote == nil, demands.layout.surplusFields > 0,
      count == demands.columnCount + demands.layout.surplusFields,
      (demands.columnCount..<count).allSatisfy({ reader.field($0).isEmpty })
    {
      count = demands.columnCount
      surplusCount += 1
    }
    if count == demands.columnCount, reader.brokenQuote == nil {
      if repairer != nil, isRepeatedHeader(reader) { return leaveOut(.repeatedNames, reader) }
      begin(reader)
      write(reader, count)
      return nil
    }
    return writeDamaged(&reader)
  }

  private mutating func writeDamaged(_ reader: inout RecordReader) -> NormalisedText.BadRow? {
    switch demands.options.ragged {
    case .pad where reader.brokenQuote == nil && reader.count < demands.columnCount:
      paddedCount += 1
      begin(reader)
      write(reader, reader.count)
      return nil
    case .error, .pad: return fault(reader)
    case .drop: return leaveOut(.dropped, reader)
    case .repair: return repair(&reader)
    }
  }

  private mutating func repair(_ reader: inout RecordReader) -> NormalisedText.BadRow? {
    guard let repairer else { return fault(reader) }
    if namesOtherTable(reader) {
      isInOtherTable = true
      return leaveOut(.otherTable, reader)
    }
    var raw = source.bytes(reader.rowStart..<reader.rowEnd)
    if isComment(raw) { return leaveOut(.comment, reader) }
    var result = repairer.repaired(raw)
    // A quote that is never closed can have swallowed lines: then the first alone is the better row.
    if let lineEnd = raw.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      let line = repairer.repaired(Array(raw[..<lineEnd]))
      if line.cost <= result.cost || reader.brokenQuote != nil && line.cost < 2 * RowRepairer.Cost.openQuote {
        result = line
        raw = Array(raw[..<lineEnd])
        reader.skip(to: min(demands.end, reader.rowStart + lineEnd + 1))
      }
    }
    let filled = result.fields.filter { !$0.content.isEmpty }
    let isRemark = reader.count == 1 && filled.count == 1 && repairer.shapes.strangeness(filled[0].content, in: 0) > 2
    let start = text.count
    repairs.append(result.kind, line: lines.line(at: reader.rowStart), raw: raw)
    rowStarts.append(start)
    sourceStarts.append(reader.rowStart)
    for (place, field) in result.fields.enumerated() { append(field.content, field.isQuoted, place) }
    text.append(UInt8(ascii: "\n"))
    let surplus = result.rest.filter { !$0.isEmpty }
    if !surplus.isEmpty {
      let mark = [repairer.dialect.separator]
      rest[rowStarts.count - 1] = String(decoding: Array(surplus.joined(separator: mark)), as: UTF8.self)
    }
    if isRemark { trailing.append((start..<text.count, repairs.rows.count - 1)) }
    return nil
  }

  private func isComment(_ raw: [UInt8]) -> Bool {
    ["#", "//", "--", "%"].contains { raw.starts(with: $0.utf8) }
  }

  private func isRepeatedHeader(_ reader: RecordReader) -> Bool {
    demands.columnCount > 1 && demands.names.count == reader.count
      && demands.names.indices.allSatisfy { reader.field($0).elementsEqual(demands.names[$0]) }
  }

  /// Whether a row has the first names again, and then fewer or more of them: it begins a table of other columns.
  private func namesOtherTable(_ reader: RecordReader) -> Bool {
    let shared = min(reader.count, demands.names.count)
    return shared > 1 && reader.count != demands.names.count && reader.brokenQuote == nil
      && (0..<reader.count).allSatisfy { !reader.field($0).isEmpty }
      && (0..<shared).allSatisfy { reader.field($0).elementsEqual(demands.names[$0]) }
  }

  private mutating func leaveOut(_ kind: RepairKind, _ reader: RecordReader) -> NormalisedText.BadRow? {
    repairs.append(
      kind, line: lines.line(at: reader.rowStart), raw: source.bytes(reader.rowStart..<reader.rowEnd))
    return nil
  }

  /// Takes back remarks below the table, which no row follows.
  mutating func finish() {
    while let last = trailing.popLast(), last.range.upperBound == text.count {
      text.removeLast(last.range.count)
      rowStarts.removeLast()
      sourceStarts.removeLast()
      rest[rowStarts.count] = nil
      repairs.becameFooter(at: last.repair)
    }
  }

  private mutating func begin(_ reader: RecordReader) {
    rowStarts.append(text.count)
    sourceStarts.append(reader.rowStart)
  }

  /// Writes the first fields of the reader's row, and those that it lacks.
  private mutating func write(_ reader: RecordReader, _ count: Int) {
    for place in 0..<count { append(reader.field(place), reader.wasQuoted[place], place) }
    for place in count..<max(count, demands.columnCount) { append([], false, place) }
    text.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ field: ArraySlice<UInt8>, _ isQuoted: Bool, _ place: Int) {
    if place > 0 { text.append(UInt8(ascii: ",")) }
    let quote = UInt8(ascii: "\"")
    let isSpecial = field.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == quote
    }
    guard isSpecial || isQuoted else {
      text += field
      return
    }
    text.append(quote)
    for byte in field {
      if byte == quote { text.append(quote) }
      text.append(byte)
    }
    text.append(quote)
  }

  private func fault(_ reader: RecordReader) -> NormalisedText.BadRow {
    let start = reader.rowStart
    if let quote = reader.brokenQuote {
      return NormalisedText.BadRow(
        offset: quote, start: start, sentence: "this quote is never closed", reason: .openQuote)
    }
    if let place = reader.starts.indices.first(where: { reader.field($0).contains(0x0A) }),
      reader.count != demands.columnCount
    {
      return NormalisedText.BadRow(
        offset: reader.starts[place], start: start,
        sentence: "the quote that opens here closes only lines later, and the row has \(reader.count) fields, not "
          + "\(demands.columnCount)", reason: .openQuote)
    }
    let found = reader.count == 1 ? "1 field" : "\(reader.count) fields", width = demands.columnCount
    return NormalisedText.BadRow(
      offset: reader.starts[reader.count > width ? width : reader.count - 1], start: start,
      sentence: "this row has \(found), but the first row has \(width)",
      reason: reader.count > width ? .tooLong : .tooShort)
  }

  /// What was done, once all rows are written.
  func notes(_ reader: RecordReader) -> [ReadNote] {
    let blankRows = reader.blankRowCount + emptyRowCount
    let notes = [
      ReadNote(paddedCount, "row", "filled up with nulls for missing fields"),
      ReadNote(surplusCount, "row", "lost the empty fields behind the last column"),
      ReadNote(blankRows, "blank row", "left out"),
      ReadNote(
        reader.backslashCount, "field", "with quotes behind backslashes; `escape: \"\\\\\"` reads them as quotes"),
      ReadNote(reader.looseQuoteCount - reader.backslashCount, "field", "kept quotes that are out of place"),
      ReadNote(reader.paddedQuoteCount, "field", "lost the blanks around its quotes"),
      ReadNote(
        reader.oddQuoteCount, "field",
        "without quotes around it with a quote inside: a separator behind that parts fields all the same"),
    ]
    return notes.filter { $0.count > 0 } + [repairs.note].compactMap { $0 }
  }
}
