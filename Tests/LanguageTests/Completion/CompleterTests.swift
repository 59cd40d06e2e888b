import Columns
import Language
import SampleVerbs
import Testing

@Suite struct CompleterTests {
  private static let completer: Completer = {
    var scope = Scope()
    let columns = ["AMT_CREDIT", "AMT_GOODS", "AGE", "a name"].map { ($0, Column(ints: [1])) }
    scope.bindings["app"] = Table(columns)
    scope.bindings["other"] = Table([("B", Column(texts: ["x"]))])
    scope.scalars["months"] = .cell(.int(3))
    return Completer(catalog: SampleCatalog.all, scope: scope, lastValue: scope.bindings["other"])
  }()

  @Test(arguments: [
    ("ap", ["app"]), ("num", ["numbers "]), ("x = num", ["numbers "]), ("app | ", ["failing ", "keep "]),
    ("app | ke", ["keep "]),
    ("app\n  | ke", ["keep "]), ("x = app | ke", ["keep "]), ("numbers 3\nap", ["app"]),
    ("app | keep AMT_", []), ("app | keep @amt_c", ["@AMT_CREDIT"]),
    ("app | keep 1 | keep @AMT_C", ["@AMT_CREDIT"]), ("app | keep 2, or", ["order: "]),
    ("app | keep 2, order: ", ["first", "last"]), ("app | keep 2, like: o", ["other"]),
    ("app | keep @A", ["@AGE", "@AMT_*", "@AMT_CREDIT", "@AMT_GOODS"]), ("app | keep @nu", ["@nulls(", "@num"]),
    ("app | keep $", ["$app.", "$months", "$other."]), ("app | keep $other.r", ["$other.rows"]),
    ("| keep @B", ["@B"]), ("|\n keep", ["keep "]), ("# app | ke", []), ("app | nothing A", []),
    ("numbers 3 | keep n", []),
  ]) func texts(typed: String, expected: [String]) {
    #expect(Self.completer.completions(of: typed).texts == expected)
  }

  @Test func wordsAreReplacedFromTheirBeginning() {
    #expect(Self.completer.completions(of: "é | keep @AMT_").start == "é | keep ".utf8.count)
    #expect(Self.completer.completions(of: "").start == 0)
  }

  /// Any prefix of a script can be completed.
  @Test func anyPrefix() {
    let script = "x = app | keep {\n a = [1, \"|\\\"\"], b = `q|` } # |\n| keep @(A & B), order: last\n\ny = $m.a ] | }"
    for length in 0...script.count {
      let typed = String(script.prefix(length))
      let (start, _) = Self.completer.completions(of: typed)
      #expect(start <= typed.utf8.count)
    }
  }
}
