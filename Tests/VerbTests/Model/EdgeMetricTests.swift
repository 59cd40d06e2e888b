import Foundation
import Columns
import Language
import Testing
import Verbs

/// Metrics where rows are few, scores equal and classes rare: the evaluation, `scores`, `threshold` and `plot roc`
/// agree.
@Suite struct EdgeMetricTests {
  private static let table = """
    seed 3
    d = range 120 | derive { x = n * 37 % 11, y = n * 53 % 7, bad = n * 37 % 11 + n * 29 % 13 > 16 } | drop n

    """

  private func fields(_ value: any Value) -> [String: Cell] {
    Dictionary(value.fields.map { ($0.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: [
    "dummy", "logistic", "lightgbm(n_estimators: 1)", "lightgbm(n_estimators: 3, num_leaves: 2)",
    "logistic(l2: 100000000)",
  ])
  func allOfThemAgree(_ estimator: String) throws {
    let script = Self.table + "e = d | cv \(estimator), target: bad, folds: 4\n"
    let evaluation = fields(try #require(try Run.script(script + "e")))
    let scored = try Run.table(script + "e | scores")
    let (labels, scores) = (try #require(scored["label"]?.doubles()), try #require(scored["score"]?.doubles()))
    // The area as a count of pairs, ties half; KS over every score as a threshold.
    let bad = labels.indices.filter { labels[$0] == 1 }, good = labels.indices.filter { labels[$0] == 0 }
    var twice = 0, gap = 0.0
    for a in bad { for b in good { twice += scores[a] > scores[b] ? 2 : scores[a] == scores[b] ? 1 : 0 } }
    for cut in scores {
      let caught = Double(bad.count { scores[$0] >= cut }) / Double(bad.count)
      gap = max(gap, abs(caught - Double(good.count { scores[$0] >= cut }) / Double(good.count)))
    }
    let area = Double(twice) / 2 / Double(bad.count) / Double(good.count)
    #expect(abs((evaluation["auc"]?.number ?? 0) - area) < 1e-12)
    #expect(abs((evaluation["ks"]?.number ?? 0) - gap) < 1e-12)
    let drawn = try #require(try Run.script(script + "e | plot roc")?.presentation.svg)
    #expect(drawn.contains("AUC \(String(format: "%.3f", area))"), "the area \(area) is drawn")
    #expect(gap == 0 || drawn.contains("KS \(String(format: "%.3f", gap))"), "the distance \(gap) is drawn")

    let cut = fields(try #require(try Run.script(script + "e | threshold cost: cost { fn = 1, fp = 1 }")))
    let errors = (Set(scores) + [.infinity]).map { cut in
      labels.indices.count { (scores[$0] >= cut) != (labels[$0] == 1) }
    }
    #expect(cut["cost"]?.number == errors.min().map(Double.init))
    let half = try Run.table(script + "range 1 | derive a = $e.fn + $e.fp")
    let value = try Run.script(script + "e | threshold cost: cost { fn = 1, fp = 1 }")
    let table = try #require(value?.contents.first?.table)
    let counted = labels.indices.count { (scores[$0] >= 0.5) != (labels[$0] == 1) }
    #expect(table[2, "decision"] == .text("at 0.5") && table[2, "cost"]?.number == Double(counted))
    #expect(half[0, "a"]?.number == Double(counted))
  }

  @Test func equalScoresAreChance() throws {
    // 40 rows, 10 of them bad: every fold trains on the same share, so that all scores are equal.
    let script = """
      e = range 40 | derive bad = n % 4 == 0 | cv dummy, target: bad, folds: 5, features: n
      e | threshold cost: cost { fn = 3, fp = 1 }
      """
    let outcomes = try Run.outcomes(script)
    let evaluation = fields(try #require(outcomes[0].value)), cut = fields(try #require(outcomes[1].value))
    #expect(evaluation["auc"] == .float(0.5) && evaluation["ks"] == .float(0) && evaluation["gini"] == .float(0))
    #expect(evaluation["average_precision"] == .float(0.25) && evaluation["precision"] == .null)
    #expect(cut["cost"] == .float(30) && cut["grant_everyone"] == .float(30) && cut["refuse_everyone"] == .float(30))
    #expect(cut["honest_cost"] == .float(30))
    #expect(outcomes[1].notes == ["granting everyone costs least: by this cost the scores do not help"])
  }

  @Test(arguments: [
    (
      "range 40 | derive bad = n % 4 == 0 | cv dummy, target: bad, folds: 11",
      "class 1 has 10 rows, too few for 11 folds", "at most `folds: 10`"
    ),
    ("range 3 | derive bad = n % 2 | cv dummy, target: bad, folds: 5", "class 0 has 2 rows, too few for 5 folds", ""),
    (
      "range 5 | derive bad = n % 2 | cv dummy, target: bad, folds: 5", "class 0 has 3 rows, too few for 5 folds",
      "at most `folds: 2`"
    ),
    ("range 40 | derive bad = n == 7 | cv dummy, target: bad, folds: 2", "class 1 has 1 row, too few for 2 folds", ""),
    (
      "range 40 | derive { bad = n < 20, g = floor(n / 20) } | cv dummy, target: bad, folds: 2, group: g",
      "class 0 occurs in 1 key of `g`, too few for 2 folds", ""
    ),
    ("range 0 | derive bad = n % 2 | cv dummy, target: bad, folds: 2", "there are no rows to learn from", ""),
    ("range 9 | derive bad = 0 | cv dummy, target: bad, folds: 2", "all rows are of one class", ""),
  ])
  func whatCannotBeFoldedIsAnError(_ script: String, _ sentence: String, _ help: String) throws {
    let failure = try #require(Run.failure(script), "\(script) fails")
    #expect(failure.contains(sentence) && (help.isEmpty || failure.contains(help)), "\(failure)")
    #expect(help.isEmpty == !failure.contains("at most"), "\(failure)")
  }

  @Test func theHelpOfTooManyFoldsRuns() throws {
    #expect(Run.failure("range 40 | derive bad = n % 4 == 0 | cv dummy, target: bad, folds: 10") == nil)
    #expect(Run.failure("range 5 | derive bad = n % 2 | cv dummy, target: bad, folds: 2") == nil)
  }

  /// A fold without a bad client has no AUC, and the mean is over those that have one.
  @Test func aFoldOfOneClassHasNoAUC() throws {
    let script = """
      d = range 60 | derive { day = n, bad = if n < 45 then n % 3 == 0 else no }
      e = d | cv dummy, target: bad, by: day, folds: 3
      e
      """
    let evaluation = try #require(try Run.script(script))
    let known = fields(evaluation)
    #expect(known["auc_mean"] == .float(0.5) && known["folds"] == .int(3) && known["rows"] == .int(45))
    #expect(known["positives"] == .int(10))
  }
}
