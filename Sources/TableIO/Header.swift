import Columns
import Kernels

/// The names of a file's columns, and where its rows of data start.
struct Header {
  var names: [String] = []
  var dataStart = 0
  var notes: [ReadNote] = []
  /// The names as they stand in the file, before they were made distinct.
  private(set) var raw: [[UInt8]] = []
  /// Whether the names stand without quotes, so that quotes in the file mean something.
  private(set) var isUnquoted = true
  /// What was repaired in the rows of names: where they start, and how.
  private(set) var repairs: [(start: Int, end: Int, kind: RepairKind)] = []

  /// The header of a file without any row.
  init() {}

  /// Why a file has no header.
  enum Fault: Error {
    /// The text holds no row.
    case noRow
    /// A quote in the names that is never closed, and where it stands.
    case brokenQuote(Int)
  }

  /// - Parameters:
  ///   - layout: where the table lies, and its first rows.
  ///   - width: how many fields the rows have, where they are repaired; nil takes what the names have.
  init(_ source: ByteSource, _ layout: TextLayout, options: CSVOptions) throws(Fault) {
    var reader = RecordReader(source.bytes, dialect: layout.dialect, from: layout.start, to: layout.end)
    guard reader.next() else { throw .noRow }
    let rowStart = reader.rowStart
    if let reason = Header.reasonForData(layout, options) {
      names = (0..<(layout.width ?? reader.count)).map { "column_\($0 + 1)" }
      dataStart = rowStart
      if options.header == nil { notes = [ReadNote(count: 1, reason)] }
      return
    }
    var rows: [[[UInt8]]] = []
    repeat {
      if let quote = reader.brokenQuote, options.ragged != .repair { throw .brokenQuote(quote) }
      rows.append(fields(&reader, layout, source.bytes))
    } while rows.count < max(1, options.headerRows) && reader.next()
    dataStart = reader.offset
    raw = Array(Header.joined(rows).dropLast(layout.surplusNames))
    (names, notes) = Header.names(of: raw)
    isUnquoted = isUnquoted || raw.allSatisfy(Header.needsQuotes)
    if reader.looseQuoteCount > 0 {
      notes.append(ReadNote(reader.looseQuoteCount, "name", "kept quotes that are out of place"))
    }
    if options.header == nil, let name = Header.suspect(layout, rows[0]) {
      notes.append(
        ReadNote(count: 1, "the first row was taken for names, though \(name.debugDescription) looks like a value; "
          + "`header: no` takes it for data"))
    }
  }

  /// The fields of a row of names, repaired where that is asked for.
  private mutating func fields(_ reader: inout RecordReader, _ layout: TextLayout, _ bytes: FileBytes) -> [[UInt8]] {
    if reader.wasQuoted.allSatisfy({ $0 }) { isUnquoted = false }
    guard let repairer = layout.repairer, reader.count != repairer.width || reader.brokenQuote != nil else {
      return reader.fields
    }
    var line = bytes.bytes(reader.rowStart..<reader.rowEnd)
    if let lineEnd = line.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      line = Array(line[..<lineEnd])
      reader.skip(to: min(layout.end, reader.rowStart + lineEnd + 1))
    }
    let result = RowRepairer(dialect: repairer.dialect, width: repairer.width, shapes: ColumnShapes(width: 0)).repaired(
      line)
    repairs.append((reader.rowStart, reader.rowStart + line.count, result.kind))
    return result.fields.map { Array($0.content) }
  }

  /// Why the first row is data; nil where it names the columns.
  private static func reasonForData(_ layout: TextLayout, _ options: CSVOptions) -> String? {
    if let isHeader = options.header { return isHeader ? nil : "" }
    guard let first = layout.sample.first else { return nil }
    var options = options
    options.decimal = layout.decimal
    let rules = FieldRules(options)
    // A name may be missing, but a table has some.
    if first.fields.contains(where: { !$0.isEmpty }),
      first.fields.allSatisfy({ isNumber($0, rules) || ($0.isEmpty && first.fields.count > 1) })
    { return "the first row holds numbers only, so the columns were named by their places" }
    for (place, field) in first.fields.enumerated() {
      guard let shape = ValueShape(field, rules) else { continue }
      let below = layout.sample.dropFirst().filter { $0.fields.count > place && !$0.fields[place].isEmpty }
      let same = below.count { ValueShape($0.fields[place], rules) == shape }
      if same > 0, same * 2 >= below.count {
        return "the first row holds values like the rows below (\(String(decoding: field, as: UTF8.self))), so the "
          + "columns were named by their places; `header: yes` takes it for names"
      }
    }
    // Quotes alone are no name.
    let rows = layout.sample.dropFirst()
    if first.fields.contains(where: { !$0.isEmpty && $0.allSatisfy { $0 == UInt8(ascii: "\"") } }),
      let number = first.fields.indices.first(where: {
        isNumber(first.fields[$0], rules) && isAboveNumbers($0, rows, rules)
      })
    {
      return "the first row holds a number above numbers (\(String(decoding: first.fields[number], as: UTF8.self))) "
        + "and quotes for a name, so the columns were named by their places; `header: yes` takes it for names"
    }
    return nil
  }

  /// A name that looks like a value, where no row below tells that it is none.
  private static func suspect(_ layout: TextLayout, _ names: [[UInt8]]) -> String? {
    let rules = FieldRules(CSVOptions()), rows = layout.sample.dropFirst()
    if rows.isEmpty {
      return names.first { ValueShape($0, rules) != nil }.map { String(decoding: $0, as: UTF8.self) }
    }
    let numbers = names.indices.filter { isNumber(names[$0], rules) }
    guard let first = numbers.first, isAboveNumbers(first, rows, rules) else { return nil }
    // A word above numbers is a name, and so are the others then; years and weeks are names that follow each other.
    let hasWord = names.indices.contains { !numbers.contains($0) && isAboveNumbers($0, rows, rules) }
    let values = numbers.compactMap { Double(String(decoding: names[$0], as: UTF8.self)) }
    let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
    if hasWord || values.count > 1 && steps.count == 1 && !steps.contains(0) { return nil }
    return String(decoding: names[first], as: UTF8.self)
  }

  private static func isAboveNumbers(
    _ place: Int, _ rows: ArraySlice<SampleReading.Row>, _ rules: FieldRules
  ) -> Bool {
    let fields = rows.compactMap { $0.fields.indices.contains(place) ? $0.fields[place] : nil }.filter { !$0.isEmpty }
    return !fields.isEmpty && fields.allSatisfy { isNumber($0, rules) }
  }

  private static func needsQuotes(_ name: [UInt8]) -> Bool {
    name.isEmpty || name.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
  }

  /// The parts of each name, from several rows, with blanks between.
  private static func joined(_ rows: [[[UInt8]]]) -> [[UInt8]] {
    guard rows.count > 1 else { return rows[0] }
    let width = rows.map(\.count).max() ?? 0
    return (0..<width).map { place -> [UInt8] in
      let parts = rows.filter { place < $0.count && !$0[place].isEmpty }.map { $0[place] }
      return Array(parts.joined(separator: [UInt8(ascii: " ")]))
    }
  }

  private static func isNumber(_ field: [UInt8], _ rules: FieldRules) -> Bool {
    switch rules.value(field) {
    case .int, .hugeInt: true
    case .float(let value): !value.isNaN
    default: false
    }
  }

  /// The names that some bytes spell, made distinct.
  static func names(of fields: [[UInt8]]) -> (names: [String], notes: [ReadNote]) {
    let repair = TextRepair(fields)
    let (names, notes) = distinct(repair.texts.map { String(decoding: $0, as: UTF8.self) })
    let repaired = repair.wasBroken.count { $0 }
    guard repaired > 0 else { return (names, notes) }
    return (names, [ReadNote(repaired, "name of a column", plural: "names of columns", TextRepair.sentence)] + notes)
  }

  /// Names an empty header by its place, and numbers a repeated one.
  static func distinct(_ raw: [String]) -> (names: [String], notes: [ReadNote]) {
    var taken = Set(raw), seen: Set<String> = [], notes: [ReadNote] = []
    func free(_ stem: String, _ separator: String, from first: Int) -> String {
      var number = first
      while taken.contains("\(stem)\(separator)\(number)") { number += 1 }
      taken.insert("\(stem)\(separator)\(number)")
      return "\(stem)\(separator)\(number)"
    }
    let names = raw.enumerated().map { index, name in
      if name.isEmpty {
        let given = free("column", "_", from: index + 1)
        notes.append(ReadNote(column: given, count: 1, "a column without a name was named \(given)"))
        return given
      }
      if seen.insert(name).inserted { return name }
      let given = free(name, "_", from: 1)
      notes.append(
        ReadNote(column: given, count: 1, "the name \(name) occurs more than once; this one became \(given)"))
      return given
    }
    return (names, notes)
  }
}

extension Dialect {
  /// The marks that options ask for, besides the separator.
  static func marks(_ options: CSVOptions) throws(OptionError) -> (quote: UInt8?, escape: UInt8?, comment: [UInt8]) {
    let quote = try options.quote.map { mark throws(OptionError) in try OptionError.byte(of: mark, "quote") }
    let escape = try options.escape.map { mark throws(OptionError) in try OptionError.byte(of: mark, "escape") }
    let comment = try options.comment.map { mark throws(OptionError) in
      try OptionError.bytes(of: mark, "mark of comments")
    }
    guard quote == nil || quote != comment?.first else { throw OptionError.same }
    return (quote, escape == quote ? nil : escape, comment ?? [])
  }

  /// The dialect that options ask for; nil where they name no separator.
  init?(_ options: CSVOptions) throws(OptionError) {
    let (quote, escape, comment) = try Dialect.marks(options)
    guard options.separator != nil || options.mergesBlanks else { return nil }
    let separator = try options.separator.map { mark throws(OptionError) in try OptionError.bytes(of: mark, "separator")
    }
    self.init(separator: separator?.first ?? 0x20, quote: quote, comment: comment)
    separatorTail = Array(separator?.dropFirst() ?? [])
    mergesBlanks = options.mergesBlanks
    self.escape = escape
    let first = self.separator
    guard first != quote, first != escape, [first] + separatorTail != comment else { throw OptionError.same }
  }
}

/// An option that cannot be used.
struct OptionError: Error {
  let sentence: String

  static let same = OptionError(sentence: "the separator, the quote and the mark of comments must differ")

  /// The bytes of a mark of one or more characters, none of which ends a line.
  static func bytes(of text: String, _ name: String) throws(OptionError) -> [UInt8] {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0A && $0 != 0x0D }) else {
      throw OptionError(sentence: "the \(name) must be ASCII characters that do not end a line")
    }
    return Array(text.utf8)
  }

  static func byte(of character: Character, _ name: String) throws(OptionError) -> UInt8 {
    guard let byte = character.asciiValue, character != "\n", character != "\r", character != "\r\n" else {
      throw OptionError(sentence: "the \(name) must be one ASCII character that does not end a line")
    }
    return byte
  }
}
