import Diagnostics
import Foundation
import Language
import Syntax
import Verbs
import Workbench

/// Help that shows the pattern of what to write, with words in capitals for what only the user knows.
enum HelpTemplates {
  static let placeholders: Set<String> = [
    "NAME", "TABLE", "COLUMN", "COLUMNS", "KEY", "NEW", "OLD", "FILE", "MODEL", "RECIPE", "CONDITION", "TRAINING",
    "LOW", "HIGH", "KEYS", "FROM", "TO", "START", "LENGTH", "SHARE", "PART", "PATTERN", "TEXT", "LIST", "YES", "NO",
    "TEST", "ESTIMATOR", "PATH", "COUNT", "SHARES", "MARK", "TYPE", "X", "Y",
  ]

  /// Whether words stand in it that the user has to replace: those in capitals, and names of columns that nobody has.
  static func isTemplate(_ fragment: String, of one: HelpCase) -> Bool {
    if fragment.contains("…") { return true }
    if fragment.hasPrefix("\\") { return false }
    if one.help.contains("did you mean") { return false }
    return words(fragment).contains { word in
      let isUsed = one.script.contains(word)
      return placeholders.contains(word) ? !isUsed : !isUsed && !isKnown(word)
    }
  }

  private static let known: Set<String> = {
    let catalog = Catalog.standard
    let options = catalog.verbs.flatMap { verb in
      (verb.signature.positional + verb.signature.options).flatMap { [$0.name] + $0.choices }
    }
    let arguments = catalog.topics.flatMap { $0.signature?.parameters.flatMap { [$0.name] + $0.choices } ?? [] }
    let words = catalog.names.flatMap { $0.split(separator: " ").map(String.init) } + catalog.topics.map(\.name)
    return Set(catalog.names + options + arguments + words + more)
  }()

  private static let more = [
    "fp", "tn", "tp", "fn", "lightgbm", "logistic", "dummy", "cost", "total", "and", "or", "not", "in", "is",
    "null", "if", "then", "else", "by", "on",
  ]

  private static func isKnown(_ word: String) -> Bool { known.contains(word) }

  /// Whether it is a word or a piece of the language that is spoken of, and nothing to paste; or a command to enter.
  static func isMention(_ fragment: String, in help: String) -> Bool {
    if fragment.hasPrefix(".") { return isCommand(fragment) || endings.contains(fragment) }
    if fragment.hasPrefix("carnet ") || fragment.hasPrefix("ulimit ") || fragment.hasPrefix("%") { return true }
    if help.contains("did you mean") { return false }
    if help.hasPrefix("usage: ") { return true }
    let lead = help.components(separatedBy: "`\(fragment)`").first ?? ""
    let isSpokenOf = leads.contains(where: lead.hasSuffix)
    let parts = fragment.split(separator: " ").map { String($0.hasSuffix(":") ? $0.dropLast() : $0) }
    return isSpokenOf || parts.allSatisfy(isKnown) || fragment.allSatisfy { !$0.isLetter && !$0.isNumber }
  }

  private static let endings: Set<String> = [
    ".carnet", ".csv", ".gz", ".html", ".json", ".jsonl", ".parquet", ".pmml", ".sql", ".tsv", ".xlsx",
  ]

  private static let leads = [
    "without ", "takes ", "such as ", "as in ", "leave ", "raise ", "behind ", "before ", "apply ", "to ", "instance ",
    "of ", "called: ", "recipe ", "by ", "window function: ", "`mean(x)`, ",
  ]

  /// Whether it is a command that there is, about something that there is.
  private static func isCommand(_ fragment: String) -> Bool {
    let words = fragment.split(separator: " ").map(String.init)
    guard let name = words.first, SessionCommands.all.contains(where: { $0.name == name }) else { return false }
    return name != ".help" || words.count == 1 || isKnown(words.dropFirst().joined(separator: " "))
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
      ].contains { HelpCase.written($0).isEmpty }
    }
  }

  private static func words(_ text: String) -> [String] { text.matches(of: /[A-Za-z_]+/).map { String($0.output) } }
}
