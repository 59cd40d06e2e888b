import Columns
import Language
import Testing
import Verbs

@Suite struct CompletionTests {
  private static let completer: Completer = {
    var scope = Scope()
    let names = ["limit", "default payment", "default rate", "LIMIT_BAL", "no"]
    scope.bindings["uci"] = Table(names.map { ($0, Column(ints: [1])) })
    return Completer(catalog: .standard, scope: scope)
  }()

  @Test("words that a verb takes, and what stands in their parentheses", arguments: [
    ("uci | cv l", ["lightgbm", "logistic"]), ("uci | fit d", ["dummy"]), ("uci | cv logistic(l", ["l1: ", "l2: "]),
    ("uci | cv logistic, t", ["target: "]), ("uci | cv logistic, target: l", ["limit"]),
    ("uci | plot c", ["confusion", "corr(", "cost"]), ("uci | plot ", [
      "bar(", "box(", "confusion", "corr(", "cost", "heat(", "hist(", "importance", "line(", "roc", "scatter(",
    ]), ("uci | plot hist(l", ["limit"]), ("uci | plot scatter(l", ["limit"]),
    ("uci | derive x = date(limit, f", ["first(", "floor(", "format: "]),
  ]) func words(typed: String, expected: [String]) {
    #expect(Self.completer.completions(of: typed).texts == expected)
  }

  @Test("names that need backticks, with them and without", arguments: [
    ("uci | select `def", ["`default payment`", "`default rate`"], 13),
    ("uci | select `default p", ["`default payment`"], 13),
    ("uci | select def", ["`default payment`", "`default rate`"], 13), ("uci | select `lim", ["`limit`"], 13),
    ("uci | select `a`, `n", ["`no`"], 18),
  ]) func quotedNames(typed: String, expected: [String], start: Int) {
    let found = Self.completer.completions(of: typed)
    #expect(found.texts == expected)
    #expect(found.start == start)
  }
}
