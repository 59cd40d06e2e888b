import Diagnostics
import Foundation
import Language
import Syntax
import Verbs

/// A script after what a help line says has been pasted into it, at each place where somebody may paste it.
struct HelpPaste {
  private let bytes: [UInt8]
  private let place: Range<Int>
  private let stage: Range<Int>
  private let statement: Range<Int>
  /// Where the stages of the statement end.
  private let ends: [Int]

  init(_ script: String, at span: Span?) {
    let text = Array(script.utf8)
    func range(_ span: Span) -> Range<Int> { min(span.lower, text.count)..<min(span.upper, text.count) }
    let place = span.map(range) ?? text.count..<text.count
    func covers(_ span: Span) -> Bool { span.lower <= place.lowerBound && place.lowerBound <= span.upper }
    let parsed = Parser.parse(
      script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames,
      functions: Catalog.standard.functionNames)
    let found = parsed.script.statements.last { covers($0.span) } ?? parsed.script.statements.last
    let inside = found?.kind.stages?.last { covers($0.span) } ?? found?.kind.stages?.last
    let statement = found.map { range($0.span) } ?? 0..<text.count
    (bytes, self.place, self.statement) = (text, place, statement)
    stage = inside.map { range($0.span) } ?? statement
    ends = (found?.kind.stages ?? []).map { range($0.span).upperBound }
  }

  /// The scripts with the edits of a finding made.
  static func fixed(_ script: String, _ edits: [FixIt]) -> String {
    var bytes = Array(script.utf8)
    for edit in edits.sorted(by: { $0.span.lower > $1.span.lower }) {
      bytes.replaceSubrange(edit.span.lower..<edit.span.upper, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The scripts, the likeliest place first.
  func scripts(pasting fragment: String) -> [String] {
    var found: [String] = []
    if fragment.hasPrefix("|") {
      let stages = " " + fragment
      let before = text(statement.lowerBound..<max(statement.lowerBound, stage.lowerBound))
      let isFirst = !before.contains("|")
      if !isFirst { found.append(replacing(beforeBar..<beforeBar, with: stages + " ")) }
      found.append(replacing(stage.upperBound..<stage.upperBound, with: stages))
      found.append(replacing(statement.upperBound..<statement.upperBound, with: stages))
      if !isFirst { found.append(replacing(beforeBar..<stage.upperBound, with: stages)) }
      found.append(replacing(beforeBar..<statement.upperBound, with: stages))
    } else if let colon = fragment.firstMatch(of: /^([a-z_]+): ?\S/) {
      found += options(String(colon.output.1), fragment)
    }
    // The dollar stands before what is marked.
    if fragment.hasPrefix("$"), place.lowerBound > 0, bytes[place.lowerBound - 1] == UInt8(ascii: "$") {
      found.append(replacing(place.lowerBound - 1..<place.upperBound, with: fragment))
    }
    if fragment.hasPrefix("\\") || fragment.count == 1 {
      found += place.map { replacing($0..<$0 + 1, with: fragment) }
    }
    found += ranges.map { replacing($0, with: fragment) }
    if fragment.firstMatch(of: /^[1m]:[1m]$/) != nil {
      found += text(stage).ranges(of: /[1m]:[1m]/).map { range in
        let lower = stage.lowerBound + text(stage)[..<range.lowerBound].utf8.count
        return replacing(lower..<lower + 3, with: fragment)
      }
      found.append(replacing(stage.upperBound..<stage.upperBound, with: " " + fragment))
    }
    found += Self.tokens(bytes, place).map { replacing($0, with: fragment) }
    let isDeclaration = fragment.firstMatch(of: /^(?:param|roles|seed|option)\s/) != nil
    if fragment.contains(" = ") || fragment.contains("|") || isDeclaration {
      found.append(replacing(statement, with: fragment))
      found.append(replacing(statement.lowerBound..<statement.lowerBound, with: fragment + "\n"))
    }
    found.append(replacing(place.upperBound..<place.upperBound, with: fragment))
    found.append(replacing(place.upperBound..<place.upperBound, with: " " + fragment))
    found.append(replacing(stage.upperBound..<stage.upperBound, with: " " + fragment))
    return found
  }

  /// An option added to the stage, in the place of one of its name, or in the call that is marked.
  private func options(_ name: String, _ option: String) -> [String] {
    var found: [String] = []
    let own = text(stage)
    let written = try? Regex("\\b\(name): *(\\[[^\\]]*\\]|\"[^\"]*\"|[^,|)\\n]+)")
    if let match = written.flatMap({ own.firstMatch(of: $0) }) {
      let lower = stage.lowerBound + own[..<match.range.lowerBound].utf8.count
      found.append(replacing(lower..<lower + own[match.range].utf8.count, with: option))
    }
    for separator in [", ", " "] {
      found.append(replacing(stage.upperBound..<stage.upperBound, with: separator + option))
      if place.upperBound > 0, bytes[place.upperBound - 1] == UInt8(ascii: ")") {
        found.append(replacing(place.upperBound - 1..<place.upperBound - 1, with: separator + option))
      }
    }
    // What one stage took away, an option of that stage keeps.
    found += ends.map { replacing($0..<$0, with: ", " + option) }
    return found
  }

  /// Where the stage's bar stands, with the white space around it.
  private var beforeBar: Int {
    var at = stage.lowerBound
    while at > statement.lowerBound, bytes[at - 1] <= 0x20 { at -= 1 }
    if at > statement.lowerBound, bytes[at - 1] == UInt8(ascii: "|") { at -= 1 } else { return stage.lowerBound }
    while at > statement.lowerBound, bytes[at - 1] <= 0x20 { at -= 1 }
    return at
  }

  /// What the finding marks, and the pieces around it, the shortest first: in balance, and between separators.
  private var ranges: [Range<Int>] {
    let tokens = Self.tokens(bytes, statement)
    var found = [place]
    for (i, first) in tokens.enumerated() where first.lowerBound <= place.lowerBound {
      for last in tokens[i...] where last.upperBound >= place.upperBound {
        let range = first.lowerBound..<last.upperBound
        if Self.isBalanced(bytes[range]) { found.append(range) }
      }
    }
    return [place] + Set(found).subtracting([place]).sorted { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }
  }

  private static func tokens(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    let text = String(decoding: bytes[range], as: UTF8.self)
    let pattern = /"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|[@$]?[A-Za-z_0-9.]+:?|\S/
    return text.matches(of: pattern).map { match in
      let lower = range.lowerBound + text[..<match.range.lowerBound].utf8.count
      return lower..<lower + text[match.range].utf8.count
    }
  }

  private static func isBalanced(_ bytes: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    for byte in bytes {
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func replacing(_ range: Range<Int>, with part: String) -> String {
    var changed = bytes
    changed.replaceSubrange(range, with: Array(part.utf8))
    return String(decoding: changed, as: UTF8.self)
  }
}
