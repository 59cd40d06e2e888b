import Columns
import Foundation
import Language
import TableIO
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
    ("uci | plot c", ["calibration", "comparison(", "confusion", "corr(", "cost"]), ("uci | plot ", [
      "bar(", "beeswarm", "box(", "calibration", "comparison(", "confusion", "corr(", "cost", "dependence(", "drift",
      "gains", "heat(", "hist(", "importance", "ks", "learning_curve(", "lift", "line(", "precision_recall", "profit",
      "psi(", "roc", "scatter(", "scores", "segments(", "tuning(", "waterfall(", "woe(",
    ]), ("uci | plot hist(l", ["limit"]), ("uci | plot scatter(l", ["limit"]),
    ("uci | cv logistic(l1: 0.1, l", ["l2: "]), ("uci | cv logistic(l2: ", []),
    ("uci | top 3, by: l", ["lightgbm", "logistic"]), ("uci | top 3, by: t", ["target", "tree"]),
    ("uci | prune @num, prefer: ", [
      "fewest_nulls", "hist_boosting", "importance", "lightgbm", "logistic", "naive_bayes", "random_forest",
      "scorecard", "target", "tree", "xgboost",
    ]), ("uci | top 3, by: lightgbm(num_l", ["num_leaves: "]),
    ("uci | derive x = date(limit, f", ["first(", "floor(", "format: "]),
  ]) func words(typed: String, expected: [String]) {
    #expect(Self.completer.completions(of: typed).texts == expected)
  }

  private static let session: Completer = {
    var scope = Scope()
    let kinds = Column(texts: ["Cash \"loans\"", "Car", nil, "Car"])
    let own = [("id", Column(ints: [1, 2, 3, 4])), ("kind", kinds), ("AMT", Column(floats: [1, 2, 3, 4]))]
    scope.bindings["app"] = Table(own + [("late", Column(bools: [true, false, nil, true]))])
    scope.bindings["bureau"] = Table([("id", Column(ints: [1])), ("AMT_B", Column(floats: [1]))])
    scope.scalars["months"] = .cell(.int(3))
    return Completer(catalog: .standard, scope: scope, lastValue: scope.bindings["app"])
  }()

  @Test("what can stand at a place of a stage", arguments: [
    // Tables where a table goes, columns of both sides where keys go.
    ("app | left join ", ["app", "bureau"]), ("app | left join bureau ", ["on "]),
    ("app | left join bureau on ", ["id", "suffix: "]), ("app | left join bureau on AMT == ", ["AMT_B", "id"]),
    ("app | left join bureau on id ", ["1:1", "1:m", "m:1", "m:m"]), ("app | append b", ["bureau"]),
    ("app | left j", ["join "]), ("app | left join bureau on id, s", ["suffix: "]),
    // Columns as they are at that stage.
    ("app | derive A2 = AMT * 2 | select A", ["A2", "AMT"]), ("app | drop AMT | sort ", ["id", "kind", "late"]),
    ("app | agg n = count() by kind | where n", ["n", "not ", "nullif("]),
    ("app\n  | agg {\n    n = count()\n    s = su", ["substr(", "sum("]),
    ("app\n  | agg {\n    n = count()\n  } by k", ["kind"]), ("app | agg count() by kind, l", ["late"]),
    ("range 3 | derive half = n / 2 | select h", ["half"]), ("| select k", ["kind"]),
    // Functions of one row where there are no groups, those of groups where there are.
    ("app | where su", ["substr("]), ("app | agg su", ["substr(", "sum("]),
    ("app | derive x = if late then A", ["AMT"]), ("app | derive x = AMT + i", ["id", "if ", "isin("]),
    ("app | agg [mi", ["min"]), ("app | agg sum(AMT) where le", ["lead(", "length("]),
    // The words between two values, and the clauses of the verb.
    ("app | where AMT i", ["in ", "is not null", "is null"]), ("app | where AMT is n", ["not null", "null"]),
    ("app | agg sum(AMT) b", ["by "]), ("app | agg sum(AMT) w", ["where "]),
    ("app | derive x = if late t", ["then "]), ("app | derive x = if late then 1 e", ["else "]),
    // Options behind a comma, each once.
    ("app | impute AMT, me", ["method: "]), ("app | impute AMT, method: mean, me", []),
    ("app | impute AMT, method: me", ["mean", "median"]), ("load \"a.csv\", k", ["key: "]),
    ("app | impute AMT, method: mean, f", ["fallback: "]), ("app | select AMT, o", ["optional: "]),
    ("app | select AMT, optional: ", ["no", "yes"]), ("app | derive x = cumsum(AMT) by kind, o", ["order: "]),
    ("app | select ", ["AMT", "id", "kind", "late"]),
    // The levels of a text that has few.
    ("app | where kind == ", ["\"Car\"", "\"Cash \\\"loans\\\"\""]),
    ("app | where kind == \"Ca", ["Car", "Cash \\\"loans\\\""]),
    ("app | where kind in [", ["\"Car\"", "\"Cash \\\"loans\\\"\""]), ("app | where late == ", ["no", "yes"]),
    ("app | where kind not in [\"Car\", \"C", ["Car", "Cash \\\"loans\\\""]),
    ("app | where id == ", ["AMT", "id", "kind", "late"]),
    ("app | agg count() where kind == \"Car", ["Car"]), ("app | rename k = kind | where k == \"", []),
    ("app | where (late or kind == \"Car", ["Car"]), ("app | export \"Car", []),
    // Nothing in comments; scalars anywhere.
    ("app | select AMT # k", []), ("app | where AMT > $", ["$app.", "$bureau.", "$months"]),
  ]) func places(typed: String, expected: [String]) {
    let found = Self.session.completions(of: typed).texts
    // Where any value may stand, only the columns are compared.
    let isOpen = found.contains("abs(") && !expected.contains { "( ".contains($0.suffix(1)) }
    #expect(isOpen ? found.filter { !"( ".contains($0.suffix(1)) } == expected : found == expected)
  }

  @Test("columns of a file that is named in the same line", arguments: [
    (#"load "F.csv" | where "#, ["AMT", "id", "kind"]), (#"x = load "F.csv", columns: [id] | select "#, ["id"]),
    (#"load "F.csv" | derive half = AMT / 2 | select h"#, ["half"]), (#"load "F.parquet" | select "#, ["AMT", "id"]),
    (#"load "F.csv", separator: ";" | select "#, ["id,kind,AMT"]), (#"load "F.txt" | select "#, []),
    (#"load "F*.csv" | select "#, ["AMT", "id", "kind"]), (#"load "F.tsv" | select "#, ["long"]),
  ]) func glances(typed: String, expected: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-glance-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let stem = folder.appending(path: "f").path
    try "id,kind,AMT\n1,a,2.5\n2,b,3.5\n".write(toFile: stem + ".csv", atomically: false, encoding: .utf8)
    let table = Table([("id", Column(ints: [1])), ("AMT", Column(floats: [1]))])
    try TableWriter.write(table, to: stem + ".parquet", execution: .serial)
    // The rows end in the middle of what is looked at.
    let long = "long\n" + String(repeating: "123456789\n", count: 40_000)
    try long.write(toFile: stem + ".tsv", atomically: false, encoding: .utf8)
    let found = Self.session.completions(of: typed.replacing("F", with: stem)).texts
    #expect(found.filter { !"( ".contains($0.suffix(1)) }.map { $0.replacing("`", with: "") } == expected)
  }

  @Test func nothingIsTakenFromAPipe() throws {
    let pipe = FileManager.default.temporaryDirectory.appending(path: "carnet-pipe-\(UUID())").path
    try #require(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    #expect(Self.session.completions(of: "load \"\(pipe)\" | select ").texts == [])
  }

  @Test("paths where a verb takes one", arguments: [
    ("load \"a", true), ("x = load \"a", true), ("app | export \"b", true), ("app | where kind == \"C", false),
    ("load \"a\", source: \"b", false), ("app | select `a", false), ("load \"a\" | where x == \"b", false),
  ]) func paths(typed: String, isPath: Bool) { #expect(Self.session.isInPath(typed) == isPath) }

  @Test("how a call goes on, and what the argument at the cursor is for", arguments: [
    ("app | where round(AMT, ", "round(x, [digits])", "digits"), ("app | derive x = clip(AMT, min: ", "min: ", "min"),
    ("app | where clip(abs(AMT), ", "clip(x, ", nil), ("app | where abs(", "abs(x)", "x"),
    ("app | head ", "head [COUNT]", "count"), ("app | impute AMT, method: ", "impute ", "method"),
    ("app | left join ", "left join TABLE on KEYS", "table"), ("app | agg sum(AMT) by ", "agg ITEMS [by KEYS]", nil),
    ("load \"a\", header: ", "load PATH[, header: ", "header"), ("app | cv logistic(l2: ", "logistic", "l2"),
    ("app | where (AMT + round(", "round(x, [digits])", "x"),
  ] as [(String, String, String?)]) func hints(typed: String, usage: String, argument: String?) throws {
    let hint = try #require(Self.session.hint(of: typed))
    let text = hint.pieces.map(\.text).joined()
    #expect(text.hasPrefix(usage) || text.contains(usage))
    #expect(hint.argument == argument && !hint.explanation.isEmpty)
    #expect(hint.pieces.contains { $0.isCurrent } == (argument != nil))
  }

  @Test func noHintOutsideOfStages() {
    for typed in ["", "ap", "app", "app | ", "# round("] { #expect(Self.session.hint(of: typed) == nil) }
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
