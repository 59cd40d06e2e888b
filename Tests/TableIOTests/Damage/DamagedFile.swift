import TableIO
import TestSupport

/// A table, the text of it with one damage, and how to read that.
struct DamagedFile {
  /// What can be wrong with a file, or out of the ordinary.
  enum Damage: String, CaseIterable {
    case none, surplusSeparator, missingSeparator, strayQuote, missingQuote, otherSeparator, otherSeparatorInRow
    case noHeader, headerRows, footer, preamble, escape, blanks, otherQuote, longSeparator, lineEnds, empty, headerOnly
    case blankRows, repeatedHeader, wrappedRow, doubledLineEnd, noLineEnd, trailingSeparators, comment
  }

  let damage: Damage
  /// The names and the rows as they should be read; no names where there is no header.
  private(set) var names: [String]
  private(set) var rows: [[String]]
  private(set) var text = ""
  /// The dialect, as somebody knows it who has looked at the file.
  private(set) var options = CSVOptions()

  private var separator = ","
  private var quote = "\""
  private var escape = "\""
  private let kinds: [Int]

  init(_ damage: Damage, _ random: inout SplitMix64) {
    let width = Int.random(in: 3...8, using: &random)
    let kinds = (0..<width).map { _ in Int.random(in: 0..<6, using: &random) }
    self.damage = damage
    self.kinds = kinds
    names = (0..<width).map { ["id", "price", "day", "name", "note", "code"][kinds[$0]] + "_\($0)" }
    rows = (0..<Int.random(in: 20...60, using: &random)).map { row in
      kinds.map { DamagedFile.value($0, row, &random) }
    }
    (options.header, options.separator, options.findsQuote) = (true, ",", false)
    choose(&random)
    var lines = ([names] + rows).map { line($0, separator) }
    let end = Bool.random(using: &random) ? "\n" : "\r\n"
    spoil(&lines, &random)
    text = lines.isEmpty ? "" : lines.joined(separator: end) + end
    finish(end, &random)
  }

  private static let words = ["alpha", "beta", "gamma", "delta", "Ünï", "omega"]

  private static func value(_ kind: Int, _ row: Int, _ random: inout SplitMix64) -> String {
    func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
    func word() -> String { words.randomElement(using: &random) ?? "" }
    if kind != 0, one(in: 12) { return "" }
    let number = Int.random(in: 1...9999, using: &random)
    switch kind {
    case 0: return String(row + 1)
    case 1: return "\(number).\(Int.random(in: 1...9, using: &random))"
    case 2: return "2024-0\(1 + number % 9)-1\(number % 10)"
    case 3: return word()
    case 4:
      return one(in: 3)
        ? "\(word()), \(word()) and \(word())" : one(in: 4) ? "say \"\(word())\" x" : "\(word()) \(word())"
    default: return "\(word().prefix(2))-\(number)"
    }
  }

  /// Settles how the file is written.
  private mutating func choose(_ random: inout SplitMix64) {
    switch damage {
    case .otherSeparator: separator = [";", "\t", "|", ":"].randomElement(using: &random) ?? ";"
    case .longSeparator: separator = ["||", ", ", "::", ";;"].randomElement(using: &random) ?? "||"
    case .otherQuote: quote = "'"
    case .escape: escape = "\\"
    default: break
    }
    options.separator = separator
    options.quote = Character(quote)
    if escape == "\\" { options.escape = "\\" }
  }

  private func field(_ text: String) -> String {
    let special = text.contains(separator) || text.contains(quote) || text.contains(escape) || text.contains("\n")
    guard special || text.contains(",") || text.hasPrefix(" ") else { return text }
    return quote + text.replacing(quote, with: (escape == "\\" ? "\\" : quote) + quote) + quote
  }

  private func line(_ fields: [String], _ separator: String) -> String {
    fields.map(field).joined(separator: separator)
  }

  /// Damages one line, or adds lines.
  private mutating func spoil(_ lines: inout [String], _ random: inout SplitMix64) {
    let place = Int.random(in: 1..<lines.count, using: &random)
    let cut = Int.random(in: 1..<names.count, using: &random)
    let fields = rows[place - 1].map(field)
    switch damage {
    case .surplusSeparator: lines[place] = (fields[..<cut] + [""] + fields[cut...]).joined(separator: ",")
    case .missingSeparator: lines[place] = fields[..<cut].joined(separator: ",") + fields[cut...].joined(separator: ",")
    case .strayQuote:
      var broken = fields
      let offset = Int.random(in: 0...broken[cut].count, using: &random)
      broken[cut].insert("\"", at: broken[cut].index(broken[cut].startIndex, offsetBy: offset))
      lines[place] = broken.joined(separator: ",")
    case .missingQuote:
      if let index = lines.indices.dropFirst().first(where: { lines[$0].contains("\"") }) {
        let quotes = lines[index].indices.filter { lines[index][$0] == "\"" }
        if let quote = quotes.randomElement(using: &random) { lines[index].remove(at: quote) }
      }
    case .otherSeparatorInRow:
      lines[place] = line(rows[place - 1], [";", "\t", "|"].randomElement(using: &random) ?? ";")
    case .blanks: lines = lines.map { $0.replacing("\",", with: "\" ,").replacing(",\"", with: ", \"") }
    case .comment: lines.insert("# checked by hand, twice", at: place)
    case .wrappedRow: lines[place] = "\"" + lines[place].replacing("\"", with: "\"\"") + "\""
    case .repeatedHeader: lines.insert(lines[0], at: place)
    case .blankRows: for _ in 0..<3 { lines.insert("", at: Int.random(in: 1..<lines.count, using: &random)) }
    case .trailingSeparators: lines = [lines[0]] + lines.dropFirst().map { $0 + "," }
    default: layOut(&lines, &random)
    }
  }

  /// Changes what stands around the rows.
  private mutating func layOut(_ lines: inout [String], _ random: inout SplitMix64) {
    switch damage {
    case .noHeader:
      lines.removeFirst()
      names = []
      options.header = false
    case .headerRows:
      let upper = names.map { _ in ["sum", "all", ""].randomElement(using: &random) ?? "" }
      lines.insert(upper.joined(separator: ","), at: 0)
      names = zip(upper, names).map { $0.isEmpty ? $1 : "\($0) \($1)" }
      options.headerRows = 2
    case .footer:
      lines += ["Total: \(rows.count) rows", "Source: by hand, 2024"]
      options.footerLines = 2
    case .preamble:
      lines = ["Report of \"2024", "", "by hand, and by eye"] + lines
      options.skippedLines = 3
    case .empty: (lines, names, rows) = ([], [], [])
    case .headerOnly:
      lines = [lines[0]]
      rows = []
    default: break
    }
  }

  private mutating func finish(_ end: String, _ random: inout SplitMix64) {
    switch damage {
    case .lineEnds:
      let ends = ["\n", "\r\n", "\r"]
      text = text.split(separator: end, omittingEmptySubsequences: false).dropLast()
        .map { $0 + (ends.randomElement(using: &random) ?? end) }.joined()
    case .doubledLineEnd: text += end
    case .noLineEnd: text.removeLast()
    default: break
    }
  }
}
