import Columns
import Kernels

/// Finds out how a text is written, as far as the options do not say.
struct DialectSearch {
  private(set) var dialect: Dialect
  private(set) var decimal: Character
  private(set) var notes: [ReadNote] = []
  /// The first rows in that dialect.
  private(set) var sample: SampleReading

  private let bytes: FileBytes
  private let range: Range<Int>

  /// - Parameter range: where the table lies.
  init(_ bytes: FileBytes, _ range: Range<Int>, options: CSVOptions) throws(OptionError) {
    (self.bytes, self.range) = (bytes, range)
    let given = try Dialect(options)
    decimal = options.decimal ?? "."
    dialect = given ?? Dialect()
    sample = SampleReading(bytes, from: range.lowerBound, to: range.upperBound, dialect)
    if given == nil { try findSeparator(options) }
    if options.findsQuote, options.escape == nil, !sample.isFlawless { findQuote(options) }
    if given == nil {
      findDoubling()
      findBlanks(options)
    }
    if options.decimal == nil, options.thousands == nil, dialect.separator != UInt8(ascii: ",") { findDecimal() }
  }

  static let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  private func reading(_ dialect: Dialect) -> SampleReading {
    SampleReading(bytes, from: range.lowerBound, to: range.upperBound, dialect)
  }

  /// The candidate that cuts the most of the first rows into the same number of fields, and leaves them whole.
  private mutating func findSeparator(_ options: CSVOptions) throws(OptionError) {
    let (quote, escape, comment) = try Dialect.marks(options)
    func with(_ separator: UInt8) -> Dialect {
      var dialect = Dialect(separator: separator, quote: quote, comment: comment)
      dialect.escape = escape
      return dialect
    }
    let free = Self.candidates.filter { $0 != quote && $0 != comment.first && $0 != escape }
    // What belongs to numbers parts them only where nothing else parts anything: numbers that hold it may stand in
    // quotes.
    let marks = [options.decimal?.asciiValue, options.thousands?.asciiValue]
    var best: (reading: SampleReading, score: Double)?
    for separator in free where !marks.contains(separator) {
      let reading = reading(with(separator))
      guard reading.width > 1 else { continue }
      let score = 2 * reading.share + reading.wholeShare(free) + Double(min(reading.width, 1000)) / 1e4
      if score > best?.score ?? 0 { best = (reading, score) }
    }
    if let best { return (dialect, sample) = (best.reading.dialect, best.reading) }
    let rare = [UInt8(ascii: ":"), UInt8(ascii: " ")]
    for separator in free.filter({ marks.contains($0) }) + rare where separator != quote {
      let reading = reading(with(separator))
      guard reading.width > 1, reading.rows.count > 1, reading.share == 1 else { continue }
      if rare.contains(separator), !Self.hasColumnOfNumbers(reading) { continue }
      return (dialect, sample) = (reading.dialect, reading)
    }
    // A table of one column has no separator to find; any will do that is nothing else.
    dialect = with(free.first { !marks.contains($0) } ?? 0x1F)
    sample = reading(dialect)
  }

  /// Whether below the first row one field is a number or a date in every row: words alone are parted by blanks anyway.
  private static func hasColumnOfNumbers(_ reading: SampleReading) -> Bool {
    let rules = FieldRules(CSVOptions())
    return (0..<reading.width).contains { place in
      reading.rows.dropFirst().allSatisfy { row in ![.null, .text].contains(rules.value(row.fields[place])) }
    }
  }

  /// Another quote, or an escape, with which the first rows fit together better.
  private mutating func findQuote(_ options: CSVOptions) {
    guard dialect.quote == UInt8(ascii: "\""), dialect.escape == nil else { return }
    var ways: [(dialect: Dialect, sentence: String)] = []
    if bytes.holds(UInt8(ascii: "\\"), in: range.prefix(1 << 16)) {
      var escaped = dialect
      escaped.escape = UInt8(ascii: "\\")
      ways.append((escaped, "quotes stand behind backslashes; it was read as with `escape: \"\\\\\"`"))
    }
    if dialect.separator != UInt8(ascii: "'"), bytes.holds(UInt8(ascii: "'"), in: range.prefix(1 << 16)) {
      var single = dialect
      single.quote = UInt8(ascii: "'")
      ways.append((single, "fields stand in apostrophes; it was read as with `quote: \"'\"`"))
    }
    if dialect.separator == UInt8(ascii: "\t"), sample.brokenCount > 0 {
      var none = dialect
      none.quote = nil
      ways.append((none, "quotes were read as ordinary characters, as with `quote: none`"))
    }
    for way in ways {
      let other = reading(way.dialect)
      guard other.width > 1 || sample.width == 1, other.isFlawless || other.improves(on: sample) else { continue }
      if way.dialect.quote == nil, other.rows.contains(where: { $0.fields.contains(where: Self.isInQuotes) }) {
        continue
      }
      (dialect, sample) = (way.dialect, other)
      notes.append(ReadNote(count: 1, way.sentence))
      return
    }
  }

  /// A separator that is always there twice.
  private mutating func findDoubling() {
    let width = sample.width
    guard dialect.isSimple, width > 2, width % 2 == 1, sample.share == 1, sample.rows.count > 1,
      sample.rows.allSatisfy({ row in stride(from: 1, to: width, by: 2).allSatisfy { row.fields[$0].isEmpty } }),
      sample.rows[0].filledCount > width / 2
    else { return }
    dialect.separatorTail = [dialect.separator]
    sample = reading(dialect)
    let mark = String(UnicodeScalar(dialect.separator))
    notes.append(ReadNote(count: 1, "each separator stands twice; it was read as with `separator: \"\(mark)\(mark)\"`"))
  }

  private static func isInQuotes(_ field: [UInt8]) -> Bool {
    field.count > 1 && field.first == UInt8(ascii: "\"") && field.last == UInt8(ascii: "\"")
  }

  /// A blank that follows each separator belongs to it.
  private mutating func findBlanks(_ options: CSVOptions) {
    guard dialect.isSimple || dialect.escape != nil, dialect.separator != UInt8(ascii: " "), sample.width > 1,
      sample.rows.count > 1
    else { return }
    guard sample.rows.allSatisfy(\.hasBlanks),
      sample.rows.contains(where: { $0.fields.dropFirst().contains { $0.first == 0x20 } })
    else { return }
    dialect.separatorTail = [0x20]
    sample = reading(dialect)
    let mark = String(UnicodeScalar(dialect.separator))
    notes.append(ReadNote(count: 1, "a blank follows each separator; it was read as with `separator: \"\(mark) \"`"))
  }

  /// Numbers such as `1,5`, and none with a point.
  private mutating func findDecimal() {
    var hasComma = false
    let rules = FieldRules(CSVOptions())
    for field in sample.rows.lazy.flatMap(\.fields) {
      if field.contains(UInt8(ascii: ",")) {
        guard SampleReading.hasDecimalComma(field) else {
          if field.allSatisfy({ $0 &- 0x30 < 10 || ",.-+ ".utf8.contains($0) }) { return }
          continue
        }
        // Three digits behind the comma may as well be thousands.
        if field.count - (field.firstIndex(of: UInt8(ascii: ",")) ?? 0) != 4 || field.first == 0x30 { hasComma = true }
      } else if field.contains(UInt8(ascii: ".")), case .float = rules.value(field) {
        return
      }
    }
    guard hasComma else { return }
    decimal = ","
    notes.append(ReadNote(count: 1, "numbers have a decimal comma; it was read as with `decimal: \",\"`"))
  }
}

extension SampleReading {
  /// Whether quotes fit, which did not, and no fewer rows fit together; or many more rows do.
  func improves(on other: SampleReading) -> Bool {
    if brokenCount == 0, share > 0.9, other.share < 0.8, rows.count > 4 { return true }
    return quoteFaults == 0 && other.quoteFaults > 0 && fittingCount >= other.fittingCount && width >= other.width
  }
}

extension FileBytes {
  /// Whether a byte occurs within a range.
  func holds(_ byte: UInt8, in range: Range<Int>) -> Bool { range.contains { self[$0] == byte } }
}
