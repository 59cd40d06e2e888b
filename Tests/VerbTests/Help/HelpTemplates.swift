import Diagnostics
import Foundation
import Language
import Syntax
import Verbs

/// Help that shows the pattern of what to write, with words in capitals for what only the user knows.
enum HelpTemplates {
  static let placeholders: Set<String> = [
    "NAME", "TABLE", "COLUMN", "COLUMNS", "KEY", "NEW", "OLD", "FILE", "MODEL", "RECIPE", "CONDITION", "TRAINING",
    "LOW", "HIGH", "KEYS",
  ]

  /// Whether words stand in it that the user has to replace: those in capitals, and names of columns that nobody has.
  static func isTemplate(_ fragment: String, of one: HelpCase) -> Bool {
    if fragment.contains("…") { return true }
    if one.help.contains("did you mean") { return false }
    return words(fragment).contains { word in
      let isUsed = one.script.contains(word)
      return placeholders.contains(word) ? !isUsed : !isUsed && !isKnown(word)
    }
  }

  private static let known: Set<String> = {
    let catalog = Catalog.standard
    let options = catalog.verbs.flatMap { ($0.signature.positional + $0.signature.options).flatMap { [$0.name] + $0.choices } }
    let arguments = catalog.topics.flatMap { $0.signature?.parameters.flatMap { [$0.name] + $0.choices } ?? [] }
    let words = catalog.names.flatMap { $0.split(separator: " ").map(String.init) } + catalog.topics.map(\.name)
    return Set(options + arguments + words + ["and", "or", "not", "in", "is", "null", "if", "then", "else", "by", "on"])
  }()

  private static func isKnown(_ word: String) -> Bool { known.contains(word) }

  /// Whether it is a word that is spoken of, and nothing to paste.
  static func isMention(_ fragment: String, in help: String) -> Bool {
    if fragment.hasPrefix(".") { return fragment.firstMatch(of: /^\.[a-z]+(?:\s|$)/) != nil }
    if fragment.hasPrefix("carnet ") || fragment.hasPrefix("ulimit ") || fragment.hasPrefix("%") { return true }
    let lead = help.components(separatedBy: "`\(fragment)`").first ?? ""
    let isSpokenOf = ["without ", "takes ", "takes `bins:`, ", "such as ", "as in ", "leave ", "raise ", "behind "].contains(
      where: lead.hasSuffix)
    return isSpokenOf || isKnown(fragment) || fragment.hasSuffix(":") && isKnown(String(fragment.dropLast()))
      || ["fp", "tn", "tp", "fn"].contains(fragment)
  }

  /// Whether it is something that can be written, once the blanks are filled.
  static func parses(_ fragment: String) -> Bool {
    let fillings = ["1", "n", "a", "a = 1", "[1]", "1, 2", ""]
    return fillings.contains { filling in
      var text = fragment.replacing("…", with: filling)
      for word in placeholders { text = text.replacing(word, with: "n") }
      return [
        text, "t \(text)", "t | \(text)", "x = t | \(text)", "t | where \(text)", "t | head 1, \(text)",
        "t | derive x = \(text)", "t | agg n = sum(n) \(text)", "t | \(text) n",
      ].contains {
        Parser.parse($0, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames).diagnostics.isEmpty
      }
    }
  }

  private static func words(_ text: String) -> [String] { text.matches(of: /[A-Za-z_]+/).map { String($0.output) } }
}
