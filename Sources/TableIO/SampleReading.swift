import Kernels

/// The first rows of a file, read in one dialect.
struct SampleReading {
  struct Row {
    let fields: [[UInt8]]
    let start: Int
    let blankRowsBefore: Int
    let hasBrokenQuote: Bool
    /// Whether a blank follows each separator of the row.
    let hasBlanks: Bool
    /// Whether some field is empty, or a text, and stands in no quotes.
    let hasBareText: Bool

    var isEmpty: Bool { fields.allSatisfy(\.isEmpty) }
    var filledCount: Int { fields.count { !$0.isEmpty } }
  }

  let dialect: Dialect
  let rows: [Row]
  /// How many fields most rows have.
  let width: Int
  /// How many rows have as many.
  let fittingCount: Int
  /// How many quotes do not fit, how many of those are never closed, and how many have a backslash before them.
  let quoteFaults: Int
  let brokenCount: Int
  let backslashCount: Int
  let paddedQuoteCount: Int

  /// - Parameters:
  ///   - start: where the rows start.
  ///   - end: where they end.
  ///   - rowLimit: how many rows to read at most.
  init(
    _ bytes: FileBytes, from start: Int, to end: Int, _ dialect: Dialect, rowLimit: Int = 100, byteLimit: Int = 1 << 16
  ) {
    let sampleEnd = byteLimit < end - start ? start + byteLimit : end
    var reader = RecordReader(bytes, dialect: dialect, from: start, to: sampleEnd), rows: [Row] = [], broken = 0
    while rows.count < rowLimit, reader.next() {
      rows.append(
        Row(
          fields: reader.fields, start: reader.rowStart, blankRowsBefore: reader.blankRowsBefore,
          hasBrokenQuote: reader.brokenQuote != nil, hasBlanks: Self.hasBlanks(reader, bytes),
          hasBareText: Self.hasBareText(reader)))
      if reader.brokenQuote != nil { broken += 1 }
    }
    // The sample may have cut its last row.
    if sampleEnd < end, reader.offset >= sampleEnd, rows.count > 1 {
      if rows.removeLast().hasBrokenQuote { broken -= 1 }
    }
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.fields.count, default: 0] += 1 }
    let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    (self.dialect, self.rows) = (dialect, rows)
    (width, fittingCount) = (most?.key ?? 0, most?.value ?? 0)
    (quoteFaults, brokenCount) = (reader.looseQuoteCount + broken, broken)
    (backslashCount, paddedQuoteCount) = (reader.backslashCount, reader.paddedQuoteCount)
  }

  private static func hasBareText(_ reader: RecordReader) -> Bool {
    (0..<reader.count).contains { place in
      !reader.wasQuoted[place] && !reader.field(place).contains { $0 &- 0x30 < 10 }
    }
  }

  private static func hasBlanks(_ reader: RecordReader, _ bytes: FileBytes) -> Bool {
    reader.starts.dropFirst().allSatisfy { $0 >= bytes.count || [0x20, 0x0A, 0x0D].contains(bytes[$0]) }
  }

  /// How much of the rows fits together, from 0 to 1.
  var share: Double { rows.isEmpty ? 0 : Double(fittingCount) / Double(rows.count) }
  var isFlawless: Bool { fittingCount == rows.count && quoteFaults == 0 }

  /// The share of fields that hold nothing that parts fields elsewhere: numbers with a decimal comma are whole.
  func wholeShare(_ marks: [UInt8]) -> Double {
    var whole = 0, total = 0
    for row in rows {
      for field in row.fields {
        total += 1
        if !field.contains(where: { marks.contains($0) && $0 != dialect.separator }) || Self.hasDecimalComma(field) {
          whole += 1
        }
      }
    }
    return total == 0 ? 0 : Double(whole) / Double(total)
  }

  /// Whether a field is digits, one comma and digits, as in `-1,5`.
  static func hasDecimalComma(_ field: some Collection<UInt8>) -> Bool {
    let digits = field.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let parts = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { $0 &- 0x30 < 10 } }
  }
}
