import Columns
import TableIO
import TestSupport

/// How inputs and options are drawn.
extension CSVTrial {
  /// Tables of every kind that the reader has rules for.
  static let seeds = [
    "id,name,x,d\n1,\"a \"\"b\"\"\",2.5,2024-01-31\r\n2,c,,2024-02-01 10:00\n-3,é,1e400,\n",
    "a,b,c\r\n1,\"x,y\",\"\"\r\n2,\"line\r\nend\",\"\"\"\"\r\n", "a;b\n1,5;2\n-7;NA\n", "a\tb\n1\t\"q\"\n2\t?\n",
    "a|b\r1|2\r\r3|4",
    "a b\n1 2\n3 4\n", "x\n1\n\n2\n\"\"\n", "1,2\n3,4\n", "a,a,,a_1\n1,2,3,4\n", "# by hand\na,b\n1,x\n#2,y\n",
    "report of 2024\n\na,b\n1,2\n",
    "a,b\n1\n1,2,3\n", "n\n1.234.567,8\n-0\n+1\n", "t,f\ntrue,False\nTRUE,0\n", "h\n12345678901234567890\n1\n",
    "a,b\n'x,y','it''s'\n",
    "ä,日本\n\"ö\u{301}\",🎉\n", "a,\"b\nc\"\n1,2\n", "\"a\",\"b\"\n\"1\",\"2\"x\n\"3\" ,4\n",
    "d\n2024-02-29\n1969-12-31 23:59:59.5\n", "",
    "a\0b,c\n\0,1\n", "x,y\nnan,inf\n-inf,1\n", "{\"json\": [1, 2]},b\n\"{\"\"a\"\": 1}\",2\n",
  ]

  private static let pieces = [
    ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", "'", "#", " ", "\0", "\u{FEFF}", "é", "e\u{301}", "🎉", "1",
    "-0", "1e5", "0.5", "1,5",
    "99999999999999999999", "nan", "true", "NA", "?", "2024-01-31", "2024-13-01", "12:00", "\"a,b\"", "\"a\nb\"",
    "\"q\"\"q\"", "\n\n", ",\n", "x",
  ]

  static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let piece = Array((pieces.randomElement(using: &random) ?? "").utf8)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: if place < bytes.count { bytes.remove(at: place) }
    case 1, 2, 3: bytes.insert(contentsOf: piece, at: place)
    case 4: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
    case 5: bytes = Array(bytes.prefix(place))
    case 6: bytes += bytes.suffix(bytes.count - place)
    case 7:
      bytes.insert(
        contentsOf: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90]].randomElement(using: &random) ?? [], at: place)
    case 8:
      bytes = bytes.filter { $0 != 0x0D }.flatMap { $0 == 0x0A ? piece.last == 0x0D ? [0x0D] : [0x0D, 0x0A] : [$0] }
    case 9: bytes += Array((seeds.randomElement(using: &random) ?? "").utf8)
    case 10: bytes = Array(repeating: bytes.prefix(400), count: Int.random(in: 1...5, using: &random)).flatMap { $0 }
    default:
      guard Int.random(in: 0..<40, using: &random) == 0 else { return bytes.insert(contentsOf: piece, at: place) }
      let length = Int.random(in: 1000...100_000, using: &random)
      bytes.insert(contentsOf: Array(repeating: piece, count: length / max(1, piece.count)).flatMap { $0 }, at: place)
    }
  }

  /// The text as it might lie in a file: with a mark, or in UTF-16.
  static func encoded(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    let mark = Bool.random(using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return [0xEF, 0xBB, 0xBF] + bytes
    case 1, 2:
      let isLittleEndian = Bool.random(using: &random)
      let units = Array(((mark ? "\u{FEFF}" : "") + String(decoding: bytes, as: UTF8.self)).utf16)
      let text = units.flatMap { unit in
        isLittleEndian ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      }
      return text.dropLast(Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0)
    default: return bytes
    }
  }

  /// Rows of fields, most of them of the same length.
  static func rows(_ random: inout SplitMix64) -> [UInt8] {
    let separator = [",", ",", ";", "\t", "|", " "].randomElement(using: &random) ?? ","
    let end = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let width = Int.random(in: 1...5, using: &random), isRagged = Int.random(in: 0..<6, using: &random) == 0
    let kinds = (0..<width).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
    }
    var text = Bool.random(using: &random) ? (0..<width).map { "c\($0)" }.joined(separator: separator) + end : ""
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      var fields = kinds.map { $0.randomElement(using: &random) ?? "" }
      if isRagged, Int.random(in: 0..<8, using: &random) == 0 { fields.removeLast() }
      text += fields.joined(separator: separator) + end
    }
    return Array(text.utf8)
  }

  /// Mostly none; sometimes such as do not go together.
  static func options(_ random: inout SplitMix64) -> CSVOptions {
    var options = CSVOptions()
    func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
    if one(in: 4) {
      options.separator = pick([",", ";", "\t", "|", " ", "x", "é", "\"", "\n", "\u{1}", ", ", "||", ""])
    }
    if one(in: 6) { options.quote = pick(["'", nil, "\"", "|", "é", "a"] as [Character?]) }
    if one(in: 4) { options.header = pick([true, false]) }
    if one(in: 4) { options.nulls = pick([["NA", "?"], ["1"], ["-0", "x"], [""], ["a,b"]]) }
    if one(in: 6) { options.decimal = pick([",", ".", "e", "é"]) }
    if one(in: 6) { options.thousands = pick([".", ",", " ", "'", "1", "\u{A0}"]) }
    if one(in: 8) { options.skippedLines = pick([1, 2, 50, -1]) }
    if one(in: 6) { options.comment = pick(["#", "a", "\"", "1", "\r", "é", "//", ""]) }
    if one(in: 2) { options.ragged = pick(CSVOptions.Ragged.allCases) }
    if one(in: 8) { options.escape = pick(["\\", "x", "\""]) }
    if one(in: 8) { options.blankRows = pick([.keep, .drop]) }
    if one(in: 8) { options.headerRows = pick([1, 2, 3]) }
    if one(in: 8) { options.footerLines = pick([1, 2, 50]) }
    if one(in: 8) { options.endsAtBlankLine = true }
    if one(in: 12) { options.mergesBlanks = true }
    if one(in: 8) { options.encoding = TextEncoding.allCases.randomElement(using: &random) }
    if one(in: 12) { options.columns = ColumnChoice(names: pick([["a"], ["b", "a"], ["zz"], []])) }
    if one(in: 12) { options.types = pick([["a": .int], ["b": .text], ["zz": .date], ["a": .bool]]) }
    return options
  }
}
