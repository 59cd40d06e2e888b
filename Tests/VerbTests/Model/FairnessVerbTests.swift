import Columns
import Language
import Statistics
import Testing
import Verbs

@Suite struct FairnessVerbTests {
  private static let data = """
    seed 4
    d = range 600 | derive { g = if n % 29 == 0 then null else if n % 5 < 2 then "F" else "M" }
    d = d | derive { x = n * 37 % 101 + (if g == "F" then 20 else 0), bad = x + n * 53 % 91 > 150, p = x / 130 }
    d = d | drop n
    e = d | cv logistic, target: bad, features: x
    parts = d | split 0.5, 0.5
    m = parts | where split == "train" | drop split | fit logistic, target: bad, features: x, cut: 0.35
    test = parts | where split == "test" | drop split

    """

  private func table(_ stages: String) throws -> Table { try Run.table(Self.data + stages) }

  private func cell(_ table: Table, _ measure: String, _ group: String, _ column: String = "value") throws -> Cell {
    let row = try #require(
      (0..<table.rowCount).first {
        table[$0, "measure"] == .text(measure) && table[$0, "group"] == .text(group)
      })
    return try #require(table[row, column])
  }

  @Test func ratesAreThoseThatOneCounts() throws {
    let found = try table("d | fairness g, score: p, target: bad, cut: 0.5, min_rows: 1")
    let counted = try table(
      "d | derive { ok = p < 0.5, name = g ?? \"missing\" } | agg { rows = count(), accepted = count() where ok, "
        + "good = count() where not bad, good_ok = count() where ok and not bad, bad_ok = count() where ok and bad, "
        + "bads = count() where bad, mean = mean(p) } by name")
    #expect(counted.rowCount == 3)
    for row in 0..<3 {
      func number(_ name: String) -> Double { counted[row, name]?.number ?? .nan }
      guard case .text(let group)? = counted[row, "name"] else { continue }
      #expect(try cell(found, "selection_rate", group).number == number("accepted") / number("rows"))
      #expect(try cell(found, "true_positive_rate", group).number == number("good_ok") / number("good"))
      #expect(try cell(found, "false_positive_rate", group).number == number("bad_ok") / number("bads"))
      #expect(try cell(found, "predictive_value", group).number == number("good_ok") / number("accepted"))
      #expect(try cell(found, "default_rate", group).number == number("bads") / number("rows"))
      let gap = try cell(found, "calibration_gap", group).number ?? .nan
      #expect(abs(gap - (number("bads") / number("rows") - number("mean"))) < 1e-12)
      #expect(try cell(found, "true_positive_rate", group, "rows").number == number("good"))
    }
    let ratio = try cell(found, "selection_rate", "F", "ratio").number ?? .nan
    let rates = try ["F", "M", "missing"].map { try cell(found, "selection_rate", $0).number ?? .nan }
    #expect(ratio == rates[0] / (rates.max() ?? 0) && ratio < 0.8)
    let reference = rates[1] > rates[2] ? "M" : "missing"
    #expect(try cell(found, "selection_rate", reference, "note") == .text("the reference"))
    let isSure = try cell(found, "selection_rate", "F", "ratio_high").number ?? 1 < 0.8
    let note = "below four fifths" + (isSure ? "" : ", which chance may explain")
    #expect(try cell(found, "selection_rate", "F", "note") == .text(note))
  }

  @Test func smallGroupsGetNoNumbers() throws {
    let found = try table("d | fairness g, score: p, target: bad, cut: 0.5")
    #expect(try cell(found, "selection_rate", "missing") == .null)
    #expect(try cell(found, "selection_rate", "missing", "note") == .text("21 rows, fewer than 30"))
    #expect(try cell(found, "selection_rate", "missing", "rows") == .int(21))
    let single = try Run.outcomes(Self.data + "d | fairness g, score: p, target: bad, cut: 0.5, min_rows: 300").last
    #expect(single?.notes.last?.contains("there are no two groups of 300 rows to compare") == true)
    let other = try #require(single?.value?.table)
    #expect(try cell(other, "selection_rate", "M", "note") == .text("no other group to compare with"))
    #expect(try cell(other, "selection_rate", "M") != .null && cell(other, "selection_rate", "M", "ratio") == .null)
  }

  @Test("a cut is what was written, what a cost or the model chose, or 0.5", arguments: [
    ("e | fairness g, cut: 0.4", "e | scores", "0.4"), ("m | evaluate test | fairness g", "test | predict m", "0.35"),
    ("m | evaluate test | fairness g, cut: 0.2", "test | predict m", "0.2"), ("e | fairness g", "e | scores", "0.5"),
  ])
  func cuts(_ stages: String, _ scores: String, _ cut: String) throws {
    let report = try #require(try Run.outcomes(Self.data + stages).last)
    let found = try #require(report.value?.table)
    let accepted = try table(scores)["score"]?.doubles()?.count { $0 < (Double(cut) ?? 0) }
    let counted = try ["F", "M"].map { group in
      (try cell(found, "selection_rate", group).number ?? .nan)
        * (try cell(found, "selection_rate", group, "rows").number ?? .nan)
    }
    // The group of nulls has no number here.
    #expect(abs(counted.reduce(0, +) - Double(accepted ?? 0)) <= 21.5)
    #expect(report.notes.last?.contains("accepted is who scores below \(cut)") == true, "\(report.notes)")
    #expect(report.notes.contains { $0.contains("nothing has chosen a cut") } == (cut == "0.5"))
  }

  @Test func aCostChoosesTheCut() throws {
    let decided = Self.data + "c = d | cv logistic, target: bad, features: x, cost: cost { fn = 3, fp = 1 }\n"
    let own = Run.lines(try Run.table(decided + "c | fairness g"))
    #expect(own == Run.lines(try Run.table(decided + "c | fairness g, cut: $c.threshold")))
    // Where refusing costs most, everyone is accepted.
    let all = decided.replacing("fn = 3, fp = 1", with: "fn = 1, tp = 2, fp = 1")
    let report = try #require(try Run.outcomes(all + "c | fairness g").last)
    #expect(report.notes.last?.contains("everyone is accepted") == true, "\(report.notes)")
    #expect(try cell(try #require(report.value?.table), "selection_rate", "F") == .float(1))
  }

  @Test func calibrationNeedsProbabilities() throws {
    let found = try table("d | fairness g, score: x, target: bad, cut: 60")
    #expect(try cell(found, "calibration_gap", "F") == .null && cell(found, "selection_rate", "F") != .null)
    #expect(try cell(found, "calibration_gap", "F", "note") == .text("scores beyond 0 … 1 are no probabilities"))
  }

  @Test func everyoneIsAcceptedAboveAllScores() throws {
    let found = try table("d | fairness g, score: p, target: bad, cut: 2")
    #expect(try cell(found, "selection_rate", "F") == .float(1))
    #expect(try cell(found, "selection_rate", "F", "high") == .float(1))
    #expect(try cell(found, "selection_rate", "F", "ratio") == .float(1))
    let nobody = try table("d | fairness g, score: p, target: bad, cut: 0")
    #expect(try cell(nobody, "selection_rate", "F", "low") == .float(0))
    #expect(try cell(nobody, "predictive_value", "F", "note") == .text("0 rows, fewer than 30"))
    #expect(try cell(nobody, "selection_rate", "F", "ratio") == .null)
  }

  @Test("what is refused", arguments: [
    ("e | fairness gender", "no column `gender` here"), ("e | fairness g, score: p", "`score` is for tables"),
    ("d | fairness g, target: bad", "none is called `score`"), ("d | fairness p, score: p", "needs a target"),
  ])
  func refusals(_ stages: String, _ message: String) throws {
    let failure = try #require(Run.failure(Self.data + stages), "\(stages) fails")
    #expect(failure.contains(message), "\(failure)")
  }
}

@Suite struct MitigationVerbTests {
  private static let data = """
    seed 4
    d = range 600 | derive { g = if n % 29 == 0 then null else if n % 5 < 2 then "F" else "M", amount = n % 17 + 1 }
    d = d | derive { x = n * 37 % 101 + (if g == "F" then 20 else 0), bad = x + n * 53 % 91 > 150, p = x / 130 }
    d = d | drop n

    """

  private func table(_ stages: String) throws -> Table { try Run.table(Self.data + stages) }

  @Test("the first row is one cut, the last one equal rates", arguments: [
    "selection_rate", "true_positive_rate", "false_positive_rate",
  ])
  func ends(goal: String) throws {
    // So high that some of the defaulters are accepted.
    let options = "g, score: p, target: bad, cut: 0.7, min_rows: 20"
    let found = try table("d | mitigation \(options), goal: \(goal), steps: 4")
    let fair = try table("d | fairness \(options) | where measure == \"\(goal)\" and value is not null "
      + "| agg { ratio = min(ratio), difference = max(-difference) }")
    #expect(found.rowCount == 5 && abs((found[0, "ratio"]?.number ?? .nan) - (fair[0, "ratio"]?.number ?? 0)) < 1e-12)
    #expect(abs((found[0, "difference"]?.number ?? .nan) - (fair[0, "difference"]?.number ?? 0)) < 1e-12)
    #expect(found[0, "cut_F"] == .float(0.7) && found[0, "cut_M"] == .float(0.7))
    let ratios = try #require(found["ratio"]?.doubles())
    #expect(ratios[4] > 0.9 && zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 }, "\(ratios)")
    #expect((found[4, "cut_F"]?.number ?? 0) > 0.7 && (found[4, "cut_M"]?.number ?? 1) <= 0.7)
  }

  @Test("what a step costs is what its cuts cost", arguments: [
    ("cost { fn = 5, fp = 1 }", "5 * fn + fp"), ("cost { fn = amount, fp = 0.1 * amount }", "money"),
    ("cost total 5 * fn + fp * max(1, fp / 40)", "5 * fn + fp * max(1, fp / 40)"),
  ])
  func costs(_ cost: String, _ total: String) throws {
    let found = try table(
      "d | mitigation g, score: p, target: bad, cut: 0.5, steps: 3, min_rows: 20, cost: \(cost)")
    for row in 0..<4 {
      let cuts = try ["F", "M", "missing"].map { try #require(found[row, "cut_\($0)"]?.number) }
      let cut = "if g is null then \(cuts[2]) else if g == \"F\" then \(cuts[0]) else \(cuts[1])"
      let decided = "d | derive { cut = \(cut) } "
        + "| derive { ok = p < cut } | agg { fn = count() where ok and bad, fp = count() where not ok and not bad, "
        + "lost = sum(amount) where ok and bad, missed = sum(amount) where not ok and not bad, "
        + "accepted = count() where ok }"
      let money = total == "money" ? "lost + 0.1 * missed" : total
      let counted = try table(decided + " | derive { total = \(money) }")
      #expect(abs((found[row, "cost"]?.number ?? .nan) - (counted[0, "total"]?.number ?? 0)) < 1e-9, "\(row)")
      #expect(found[row, "accepted"] == counted[0, "accepted"] && found[row, "defaulted"] == counted[0, "fn"])
      #expect(found[row, "refused_good"] == counted[0, "fp"])
      let price = (found[row, "cost"]?.number ?? .nan) - (found[0, "cost"]?.number ?? .nan)
      #expect(found[row, "price"]?.number == price)
    }
  }

  @Test func smallGroupsKeepTheOneCut() throws {
    let outcomes = try Run.outcomes(Self.data + "d | mitigation g, score: p, target: bad, cut: 0.5, steps: 2").last
    #expect(outcomes?.notes.last == "mitigation: missing has fewer rows than 30 and keeps the one cut")
    let found = try #require(outcomes?.value?.table)
    #expect((0..<3).allSatisfy { found[$0, "cut_missing"] == .float(0.5) })
    let single = try table("d | mitigation g, score: p, target: bad, cut: 0.5, steps: 1, min_rows: 300")
    #expect(single[1, "ratio"] == .null && single[1, "cut_F"] == .float(0.5))
  }
}

@Suite struct ProxiesVerbTests {
  private static let data = """
    seed 4
    d = range 400 | derive { id = n, g = if n % 5 < 2 then "F" else "M", bad = n % 7 == 0 } | roles key: id, target: bad
    d = d | derive { x = n * 37 % 101 + (if g == "F" then 20 else 0), y = if n % 4 == 0 then null else n * 53 % 91 }
    d = d | derive { town = if x > 75 then "a" else if n % 3 == 0 then "b" else "c" } | drop n

    """

  private func table(_ stages: String) throws -> Table { try Run.table(Self.data + stages) }

  @Test func allFeaturesAreACrossValidationOfTheGroup() throws {
    let found = try table("d | proxies g, with: logistic, features: x | where feature == \"all features\"")
    let value = try Run.script(
      Self.data + "k = d | derive male = g == \"M\" | drop g | cv logistic, target: male, features: x\nk")
    #expect(found[0, "auc"]?.number == value?.fields.first { $0.name == "auc" }?.cell.number)
    #expect(found[0, "low"]?.number == value?.fields.first { $0.name == "auc_low" }?.cell.number)
    #expect(found[0, "rows"] == .int(400) && found[0, "group"] == .text("M"))
  }

  @Test func aSelectorMayNameTheTarget() throws {
    let named = Run.lines(try table("d | proxies g, with: logistic, features: @(num - bad - y)"))
    let alone = Run.lines(try table("d | proxies g, with: logistic, features: x"))
    #expect(named == alone && named.contains("all features"))
  }

  @Test func numbersTellInEitherDirection() throws {
    let found = try table("d | proxies g, features: @(x + y + town)")
    #expect(Set((0..<3).map { found[$0, "feature"] }) == [.text("x"), .text("y"), .text("town")])
    let labels = try #require(try table("d | derive k = g == \"M\" | select k")["k"]?.doubles())
    let scores = try #require(try table("d | select x")["x"]?.doubles())
    let area = try #require(DeLong(labels: labels, scores: scores))
    #expect(area.area < 0.5 && found[0, "feature"] == .text("x"))
    #expect(abs((found[0, "auc"]?.number ?? .nan) - (1 - area.area)) < 1e-12)
    #expect(abs((found[0, "high"]?.number ?? .nan) - (1 - area.interval.lowerBound)) < 1e-12)
    let gaps = try #require((0..<3).first { found[$0, "feature"] == .text("y") })
    #expect(found[gaps, "rows"] == .int(300))
  }

  @Test func levelsAreToldOutOfFold() throws {
    let found = try table("d | derive own = id | cast own, to: text | proxies g, features: @(own + town)")
    // A level of one row alone tells nothing of rows in other folds.
    #expect(found[0, "feature"] == .text("town") && (found[0, "auc"]?.number ?? 0) > 0.55)
    #expect(found[1, "feature"] == .text("own") && (found[1, "auc"]?.number ?? 1) < 0.52)
  }

  @Test func ofSeveralGroupsEachIsTold() throws {
    let found = try table(
      "d | derive k = if x > 100 then null else if g == \"F\" then 1 else 2 | proxies k, features: y")
    #expect((0..<found.rowCount).map { found[$0, "group"] } == [.text("1"), .text("2"), .text("missing")])
    let few = try table("d | derive k = if y > 88 then null else g | proxies k, features: x")
    #expect(few[2, "auc"] == .null && few[2, "note"] != .null)
  }

  @Test("what is refused", arguments: [
    ("d | proxies gg", "did you mean `g`?"), ("d | derive k = 1 | proxies k", "all rows are of one"),
    ("d | proxies g, features: @(g + x)", "has the protected attribute among them"),
    ("d | proxies g, features: id", "has a key or target, `id`, among them"),
    ("d | proxies g, with: logistic", "the feature `town` is text"),
    ("d | proxies g, folds: 1", "must be 2 or more"),
    ("d | head 60 | proxies g, features: x, folds: 30, min_rows: 10", "does not fit this table"),
  ])
  func refusals(_ stages: String, _ message: String) throws {
    let failure = try #require(Run.failure(Self.data + stages), "\(stages) fails")
    #expect(failure.contains(message), "\(failure)")
  }
}
