import Foundation
import TestSupport

/// The texts of the program's sources that help lines are made of.
struct HelpSite: CustomStringConvertible {
  let file: String
  let line: Int
  /// The text between interpolations.
  let pieces: [String]

  /// The text, with a mark for each value in it.
  var text: String { pieces.joined(separator: "…") }

  var description: String { "\(file):\(line): " + pieces.joined(separator: "…") }

  /// Whether a help line that was said contains this text.
  func isPart(of help: String) -> Bool {
    var rest = help[...]
    for piece in pieces where !piece.isEmpty {
      guard let found = rest.range(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  /// The texts behind `help:` and in whatever is called help.
  static func all() throws -> [HelpSite] {
    let root = Repository.root.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    return try (files ?? []).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.flatMap { file in
      var scan = HelpScan(try String(contentsOf: file, encoding: .utf8))
      return scan.sites(in: String(file.path.dropFirst(root.path.count + 1)))
    }
  }
}

/// Reads one source: enough of Swift to tell texts from code.
private struct HelpScan {
  private let bytes: [UInt8]
  private var literals: [(range: Range<Int>, pieces: [String])] = []
  /// The code, with the texts blanked out.
  private var code: [UInt8]

  init(_ source: String) {
    bytes = Array(source.utf8)
    code = bytes
    read(0..<bytes.count)
  }

  mutating func sites(in file: String) -> [HelpSite] {
    let regions = regions
    return literals.filter { literal in
      !isPattern(literal.range) && regions.contains { $0.contains(literal.range.lowerBound) }
    }.compactMap {
      let letters = $0.pieces.joined().filter(\.isLetter)
      // A text of several lines is a usage.
      guard letters.count > 2, !$0.pieces.joined().contains("\n") else { return nil }
      let line = bytes[..<$0.range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
      return HelpSite(file: file, line: line, pieces: $0.pieces)
    }
  }

  /// Whether a text is what a `case` compares with, or the key of a dictionary.
  private func isPattern(_ range: Range<Int>) -> Bool {
    if code[range.upperBound...].first(where: { $0 != 0x20 }) == UInt8(ascii: ":") {
      let before = code[..<range.lowerBound].last { $0 > 0x20 }
      if before.map({ "[,".utf8.contains($0) }) ?? false { return true }
    }
    let start = code[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = String(decoding: code[start..<range.lowerBound], as: UTF8.self)
    return line.firstMatch(of: /^\s*case\b[^:]*$/) != nil
  }

  /// Where help is said: behind `help:` or `help =`, and in functions and properties whose name says so.
  private var regions: [Range<Int>] {
    let text = String(decoding: code, as: UTF8.self)
    var found: [Range<Int>] = []
    for match in text.matches(of: /\bhelp(?: given)?\s*(?::|=)(?!=)(?!\s*String)/) {
      let start = text[..<match.range.upperBound].utf8.count
      found.append(start..<endOfExpression(from: start))
    }
    for match in text.matches(of: /(?:func|var|let)\s+\w*[hH]elp\w*[^\n]*(?:\n[^\n]*){0,3}?\{/) {
      let start = text[..<match.range.upperBound].utf8.count
      found.append(start..<endOfBlock(from: start))
    }
    return found
  }

  private func endOfExpression(from start: Int) -> Int {
    var depth = 0, at = start
    while at < code.count {
      switch code[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { return at }
      case UInt8(ascii: ",") where depth == 0: return at
      case UInt8(ascii: "\n") where depth == 0 && !goesOn(at): return at
      default: break
      }
      at += 1
    }
    return at
  }

  /// Whether the line behind a line's end belongs to the same expression.
  private func goesOn(_ end: Int) -> Bool {
    let before = code[..<end].last { $0 > 0x20 }, after = code[end...].first { $0 > 0x20 }
    let opening = before.map { "=:?+(".utf8.contains($0) } ?? false
    return opening || (after.map { "?:+.\"".utf8.contains($0) || $0 == Self.blank } ?? false)
  }

  private func endOfBlock(from start: Int) -> Int {
    var depth = 1, at = start
    while at < code.count, depth > 0 {
      if code[at] == UInt8(ascii: "{") { depth += 1 }
      if code[at] == UInt8(ascii: "}") { depth -= 1 }
      at += 1
    }
    return at
  }

  private static let blank = UInt8(ascii: "\u{7F}")

  /// Finds the texts of a stretch of code.
  private mutating func read(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      if starts("//", at) {
        while at < range.upperBound, bytes[at] != UInt8(ascii: "\n") { code[at] = 0x20; at += 1 }
      } else if starts("#\"", at), let end = position(of: "\"#", from: at + 2) {
        add(at..<end + 2, [String(decoding: bytes[at + 2..<end], as: UTF8.self)])
        at = end + 2
      } else if starts("\"", at) {
        at = readText(at)
      } else {
        at += 1
      }
    }
  }

  /// Reads a text with its interpolations, which are code again. Gives its end.
  private mutating func readText(_ start: Int) -> Int {
    let quote = starts("\"\"\"", start) ? "\"\"\"" : "\""
    var at = start + quote.utf8.count, pieces: [[UInt8]] = [[]]
    while at < bytes.count, !starts(quote, at) {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        pieces[pieces.count - 1].append(bytes[at])
        at += 1
        continue
      }
      if bytes[at + 1] == UInt8(ascii: "(") {
        let end = endOfInterpolation(from: at + 2)
        read(at + 2..<end)
        pieces.append([])
        at = end + 1
      } else {
        if bytes[at + 1] != UInt8(ascii: "\n") { pieces[pieces.count - 1].append(bytes[at + 1]) }
        at += 2
      }
    }
    add(start..<min(at + quote.utf8.count, bytes.count), pieces.map { String(decoding: $0, as: UTF8.self) })
    return at + quote.utf8.count
  }

  private func endOfInterpolation(from start: Int) -> Int {
    var depth = 1, at = start, isQuoted = false
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: at += bytes[at + 1] == UInt8(ascii: "(") ? 0 : 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return at
  }

  private mutating func add(_ range: Range<Int>, _ pieces: [String]) {
    literals.append((range, pieces))
    for at in range where bytes[at] != UInt8(ascii: "\n") { code[at] = Self.blank }
  }

  private func starts(_ text: String, _ at: Int) -> Bool {
    at + text.utf8.count <= bytes.count && bytes[at..<at + text.utf8.count].elementsEqual(text.utf8)
  }

  private func position(of text: String, from start: Int) -> Int? {
    (start..<max(start, bytes.count - text.utf8.count + 1)).first { starts(text, $0) }
  }
}
