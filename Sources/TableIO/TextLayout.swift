import Columns
import Kernels

/// Where the table lies in a text, and how it is written.
struct TextLayout {
  private(set) var dialect: Dialect
  let decimal: Character
  /// Where the table starts, and where it ends.
  private(set) var start: Int
  let end: Int
  /// The first rows from `start` on.
  private(set) var sample: [SampleReading.Row]
  private(set) var notes: [ReadNote] = []
  /// What repairs rows; nil where they are not to be repaired.
  private(set) var repairer: RowRepairer?
  /// How many empty fields stand behind the others in every row but the first.
  private(set) var surplusFields = 0
  /// How many names at the end are empty and have no field in any row.
  private(set) var surplusNames = 0
  /// Whether below the first row some text, or nothing, stands without quotes, so that quotes mean something.
  var hasBareTexts: Bool { sample.dropFirst().contains(where: \.hasBareText) }
  /// How many fields a row has, where rows are repaired.
  var width: Int? { repairer?.width }

  private let bytes: FileBytes

  init(_ source: ByteSource, options: CSVOptions) throws(OptionError) {
    bytes = source.bytes
    end = Self.end(source, footerLines: options.footerLines)
    var options = options, start = min(source.start, end)
    if let (separator, after) = Self.separatorLine(source.bytes, start..<end), options.skippedLines == 0 {
      start = after
      if options.separator == nil { options.separator = separator }
      notes.append(ReadNote(count: 1, "the first line says that `\(separator)` parts fields, and is no row"))
    }
    let search = try DialectSearch(source.bytes, start..<end, options: options)
    (dialect, decimal, self.start) = (search.dialect, search.decimal, start)
    sample = search.sample.rows
    notes += search.notes
    if options.skippedLines == 0, options.header != false { skipPreamble(options, search.sample.width) }
    if options.ragged == .repair {
      makeRepairer(options)
    } else {
      findSurplus(options)
    }
  }

  /// `sep=;` as Excel writes it in front of a table.
  private static func separatorLine(_ bytes: FileBytes, _ range: Range<Int>) -> (separator: String, after: Int)? {
    let head = bytes.bytes(range.prefix(16)), line = head.prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: line.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    guard text.hasPrefix("sep="), text.utf8.count == 5 else { return nil }
    let isPair = head.dropFirst(line.count).starts(with: [0x0D, 0x0A])
    return (String(text.suffix(1)), min(range.upperBound, range.lowerBound + line.count + (isPair ? 2 : 1)))
  }

  /// Where the table ends in front of some last lines; blank lines at the very end are none.
  private static func end(_ source: ByteSource, footerLines: Int) -> Int {
    var end = source.bytes.count
    guard footerLines > 0 else { return end }
    func isLineEnd(_ place: Int) -> Bool { source.bytes[place] == 0x0A || source.bytes[place] == 0x0D }
    var lines = footerLines
    // No more lines than there are: the number may be any.
    while lines > 0, end > source.start {
      lines -= 1
      while end > source.start, isLineEnd(end - 1) { end -= 1 }
      while end > source.start, !isLineEnd(end - 1) { end -= 1 }
    }
    return end
  }

  /// Leaves out titles in front of the names: rows with one filled field, or of other lengths before a blank row.
  private mutating func skipPreamble(_ options: CSVOptions, _ width: Int) {
    guard width > 1, let count = Preamble.length(sample, width: width) else { return }
    let isUneven = sample.prefix(count).contains { $0.fields.count != width }
    guard !isUneven || options.ragged == .repair else { return }
    let lines = SourcePosition(sample[count].start, in: bytes, from: start).line - 1
    start = sample[count].start
    sample.removeFirst(count)
    notes.append(
      ReadNote(
        lines, "line", "in front of the names \(lines == 1 ? "was" : "were") left out, as with `skip: \(lines)`"))
  }

  /// How many rows the repair of others goes by.
  private static let surveyedRows = 2000

  private mutating func makeRepairer(_ options: CSVOptions) {
    let survey = SampleReading(bytes, from: start, to: end, dialect, rowLimit: Self.surveyedRows, byteLimit: 1 << 21)
    let hasNames = options.header ?? true
    let names = survey.rows.first?.fields ?? []
    let rows = hasNames ? survey.rows.dropFirst() : survey.rows[...]
    var counts: [Int: Int] = [:]
    for row in rows where !row.hasBrokenQuote { counts[row.fields.count, default: 0] += 1 }
    // Of two tables in one file the names tell which is meant.
    func rank(_ count: (key: Int, value: Int)) -> (Int, Int, Int) {
      (count.value, hasNames && count.key == names.count ? 1 : 0, count.key)
    }
    let most = counts.max { rank($0) < rank($1) }?.key ?? names.count
    let width = hasNames ? Self.width(names, most, rows) : most
    var repairer = RowRepairer(dialect: dialect, width: max(1, width), shapes: ColumnShapes(width: width))
    for row in rows where row.fields.count == width && !row.hasBrokenQuote { repairer.shapes.add(row.fields) }
    self.repairer = repairer
  }

  /// How many columns there are, where names and most rows differ.
  private static func width(_ names: [[UInt8]], _ most: Int, _ rows: ArraySlice<SampleReading.Row>) -> Int {
    if names.count > most { return names.count { $0.isEmpty } >= names.count - most ? most : names.count }
    let areSurplusEmpty = rows.allSatisfy { row in row.fields.dropFirst(names.count).allSatisfy(\.isEmpty) }
    return names.count > 1 && areSurplusEmpty ? names.count : most
  }

  /// Empty fields or names that all rows have more or less than the names, so that nothing moves when they go.
  private mutating func findSurplus(_ options: CSVOptions) {
    guard options.header ?? true, let names = sample.first?.fields, names.count > 1 else { return }
    let rows = sample.dropFirst()
    guard let count = rows.first?.fields.count, rows.allSatisfy({ $0.fields.count == count }) else { return }
    if count > names.count, rows.allSatisfy({ $0.fields.dropFirst(names.count).allSatisfy(\.isEmpty) }) {
      surplusFields = count - names.count
    } else if count < names.count, names.dropFirst(count).allSatisfy(\.isEmpty) {
      surplusNames = names.count - count
    }
  }
}

/// Titles and remarks in front of a table.
enum Preamble {
  /// How many rows stand in front of the names; nil where these come first.
  static func length(_ rows: [SampleReading.Row], width: Int) -> Int? {
    guard let first = rows.first, first.filledCount < width else { return nil }
    let rules = FieldRules(CSVOptions())
    for (place, row) in rows.enumerated().dropFirst() {
      let isBehindBlank = row.blankRowsBefore > 0 || rows[place - 1].isEmpty
      if isBehindBlank || width > 2, isNames(row, width, rules), isBehindBlank || rows.prefix(place).allSatisfy(isTitle)
      {
        return place
      }
      if row.filledCount >= width { return nil }
    }
    return nil
  }

  private static func isTitle(_ row: SampleReading.Row) -> Bool {
    row.isEmpty || row.filledCount == 1 && row.fields.first?.isEmpty == false
  }

  private static func isNames(_ row: SampleReading.Row, _ width: Int, _ rules: FieldRules) -> Bool {
    row.fields.count == width && row.fields.allSatisfy { rules.value($0) == .text }
  }
}
