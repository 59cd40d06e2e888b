import Columns
import Kernels

/// The names of a file's columns, and where its rows of data start.
struct Header {
  var names: [String]
  let dataStart: Int
  private(set) var notes: [ReadNote] = []

  /// Nil for text without any row.
  init?(_ source: ByteSource, dialect: Dialect, options: CSVOptions) {
    var reader = RecordReader(source.bytes, dialect: dialect, from: source.start)
    guard reader.next() else { return nil }
    let rowStart = reader.starts.first ?? source.start
    let rules = FieldRules(options)
    let isHeader = options.header ?? !reader.fields.allSatisfy { Header.isNumber($0, rules) }
    guard isHeader else {
      names = reader.fields.indices.map { "column_\($0 + 1)" }
      dataStart = rowStart
      if options.header == nil {
        notes = [ReadNote(count: 1, "the first row holds numbers only, so the columns were named by their places")]
      }
      return
    }
    dataStart = reader.offset
    (names, notes) = Header.names(of: reader.fields)
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
  /// The dialect that options ask for, with the separator found out from the first rows where they name none.
  init(_ source: ByteSource, options: CSVOptions) throws(OptionError) {
    let quote = try options.quote.map { character throws(OptionError) in try OptionError.byte(of: character, "quote") }
    let comment = try options.comment.map { mark throws(OptionError) in try OptionError.byte(of: mark, "comment") }
    if let separator = options.separator {
      self.init(separator: try OptionError.byte(of: separator, "separator"), quote: quote, comment: comment)
    } else {
      let free = Dialect.candidates.filter { $0 != quote && $0 != comment }
      let marks = [options.decimal.asciiValue, options.thousands?.asciiValue]
      self = Dialect.detected(
        source, quote: quote, comment: comment, among: free.filter { !marks.contains($0) },
        unlikely: free.filter { marks.contains($0) })
    }
    guard self.separator != quote, self.separator != comment, quote == nil || quote != comment else {
      throw OptionError(sentence: "the separator, the quote and the mark of comments must differ")
    }
  }

  private static let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// The candidate that cuts each of the first rows into the same number of fields, the larger the better.
  /// - Parameter unlikely: what belongs to numbers, and parts them only where nothing else parts anything: numbers that
  ///   hold it may stand in quotes.
  private static func detected(
    _ source: ByteSource, quote: UInt8?, comment: UInt8?, among candidates: [UInt8], unlikely: [UInt8]
  ) -> Dialect {
    // A table of one column has no separator to find; any will do that is nothing else.
    var best = Dialect(separator: candidates.first ?? 0x1F, quote: quote, comment: comment), bestScore = 1
    for separator in candidates {
      let dialect = Dialect(separator: separator, quote: quote, comment: comment)
      let counts = fieldCounts(source, dialect)
      guard let first = counts.first, first > 1 else { continue }
      // A separator that fits every row beats one that does not, however many fields that one makes.
      let score = first + (counts.allSatisfy { $0 == first } ? 1 << 20 : 0)
      if score > bestScore { (best, bestScore) = (dialect, score) }
    }
    for separator in unlikely + [UInt8(ascii: " ")] where bestScore == 1 {
      let dialect = Dialect(separator: separator, quote: quote, comment: comment)
      let counts = fieldCounts(source, dialect)
      if let first = counts.first, first > 1, counts.count > 1, counts.allSatisfy({ $0 == first }) { return dialect }
    }
    return best
  }

  private static let sampledRows = 20

  private static func fieldCounts(_ source: ByteSource, _ dialect: Dialect) -> [Int] {
    let sampleEnd = min(source.bytes.count, source.start + 1 << 16)
    let sample = FileBytes(source.bytes.bytes(source.start..<sampleEnd))
    var reader = RecordReader(sample, dialect: dialect), counts: [Int] = []
    while counts.count < sampledRows, reader.next() { counts.append(reader.fields.count) }
    // The sample may have cut its last row.
    if sampleEnd < source.bytes.count, reader.offset >= sample.count, counts.count > 1 { counts.removeLast() }
    return counts
  }
}

/// An option that cannot be used.
struct OptionError: Error {
  let sentence: String

  static func byte(of character: Character, _ name: String) throws(OptionError) -> UInt8 {
    guard let byte = character.asciiValue, character != "\n", character != "\r", character != "\r\n" else {
      throw OptionError(sentence: "the \(name) must be one ASCII character that does not end a line")
    }
    return byte
  }
}
