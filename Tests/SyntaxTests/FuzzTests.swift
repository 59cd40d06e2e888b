import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

/// Whatever is typed, parsing ends, stays within the text and can be printed and shown.
/// `CARNET_FUZZ` is the number of inputs of each kind (400 without it).
@Suite struct FuzzTests {
  static let count = ProcessInfo.processInfo.environment["CARNET_FUZZ"].flatMap(UInt64.init) ?? 400

  static let pieces = [
    "app", "where", "by", "on", "as", "for", "in", "is", "not", "null", "if", "then", "else", "and", "or", "log",
    "date",
    "param", "seed", "carnet", "define", "assert", "left join", "\"a{$b}\"", "\"", "`", "'", "/", "@", "@(", "@A_*",
    "$",
    "$a.b", "{", "}", "(", ")", "[", "]", "|", ",", ":", "=", "==", "..", "+", "-", "*", "~ /x/", "??", "!", "&&", ";",
    "\n", "\r\n", "\n  | ", "#c\n", " ", " ", "1", "0.5", "1:m", "9223372036854775808", "é", "\u{A0}", "\0", "…", "名",
  ]

  @Test func survivesRandomBytes() {
    for seed in 0..<Self.count {
      var random = SplitMix64(seed: seed)
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      check(String(decoding: bytes, as: UTF8.self), seed)
    }
  }

  @Test func survivesRandomTokens() {
    for seed in 0..<Self.count {
      var random = SplitMix64(seed: seed)
      let pieces = (0..<Int.random(in: 0...40, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }
      check(pieces.joined(separator: Bool.random(using: &random) ? " " : ""), seed)
    }
  }

  @Test func survivesMutations() {
    for seed in 0..<Self.count {
      var tree = RandomTree(seed: seed)
      var random = SplitMix64(seed: ~seed)
      var bytes = Array(Formatter.format(tree.script()).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random)!.utf8, at: place)
        default: bytes[place] = UInt8.random(in: 0...127, using: &random)
        }
      }
      check(String(decoding: bytes, as: UTF8.self), seed)
    }
  }

  @Test(arguments: [
    "(", "[", "-", "not ", "@(", "f(", "a + ", "a ?? ", "a == ", "if a then ", "{ ", "| a ", "a, ", "$a.",
  ])
  func survivesLongChains(_ piece: String) {
    let text = "assert " + String(repeating: piece, count: 3_000)
    check(text, 0)
    check("app | derive " + String(repeating: piece, count: 3_000) + "1", 0)
  }

  /// What longer runs have found: a combining mark that joins with the space in front of a comment.
  @Test(arguments: ["b#\u{301}N", "range 3 # \u{301}N", "#\u{5A7}x\n"])
  func survivesWhatWasFound(_ text: String) { check(text, 0) }

  private func check(_ text: String, _ seed: UInt64) {
    let (script, diagnostics) = Reading.parse(text)
    let count = text.utf8.count
    for diagnostic in diagnostics {
      let spans = ((diagnostic.primary.map { [$0] } ?? []) + diagnostic.labels).map(\.span)
      for span in spans + diagnostic.fixIts.map(\.span) {
        if span.upper > count { Issue.record("seed \(seed): \(span) beyond \(count) in \(text.debugDescription)") }
      }
    }
    let printed = Formatter.format(script)
    if diagnostics.isEmpty {
      let again = Reading.parse(printed)
      let isSame = again.diagnostics.isEmpty && StructureDump.text(again.script) == StructureDump.text(script)
      if !isSame || Formatter.format(again.script) != printed {
        Issue.record("seed \(seed): \(text.debugDescription) does not survive printing as \(printed.debugDescription)")
      }
    } else if count < 10_000 {
      var sources = SourceMap()
      _ = sources.add(name: "fuzz", text: text)
      if DiagnosticRenderer.plain.render(diagnostics, sources: sources).isEmpty { Issue.record("seed \(seed)") }
    }
    _ = Parser.isIncomplete(text)
  }
}
