import Diagnostics
import Syntax

/// Shorthands of the tests.
enum Reading {
  static let compoundVerbs: Set<String> = ["left join", "inner join", "cost total"]

  static func parse(_ text: String) -> (script: Script, diagnostics: [Diagnostic]) {
    Parser.parse(text, source: SourceID(rawValue: 0), compoundVerbs: compoundVerbs)
  }

  /// The structure of a text, with the messages of its diagnostics below.
  static func dump(_ text: String) -> String {
    let (script, diagnostics) = parse(text)
    return ([StructureDump.text(script)] + diagnostics.map { "\($0.code): \($0.message)" }).joined(separator: "\n")
  }

  /// The structure of one expression.
  static func expression(_ text: String) -> String {
    let dumped = dump("assert " + text)
    return dumped.hasPrefix("assert ") ? String(dumped.dropFirst(7)) : dumped
  }
}
