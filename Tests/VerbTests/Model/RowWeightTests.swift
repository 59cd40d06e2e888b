import Columns
import Language
import TestSupport
import Testing
import Verbs

/// `weights:` and `reject_inference`.
@Suite struct RowWeightTests {
  private static let rows = "d = range 90 | derive { x = n * 37 % 89, y = n % 7, w = n % 3, "
    + "bad = n * 37 % 89 + n * 53 % 61 > 70 } | roles key: n, target: bad\n"

  @Test("a row that counts twice is as two rows, and one that counts nothing as none")
  func twice() throws {
    let weighed = try Run.table(Self.rows + "d | fit logistic, features: @(x + y), weights: w | step logistic")
    let repeated = try Run.table(
      Self.rows + "two = d | where w == 2\n"
        + "d | where w > 0 | append two | fit logistic, features: @(x + y) | step logistic")
    let (one, other) = (weighed.columns[1].doubles() ?? [], repeated.columns[1].doubles() ?? [])
    #expect(one.count == 3 && zip(one, other).allSatisfy { abs($0 - $1) < 1e-9 })
    let plain = try Run.table(Self.rows + "d | fit logistic, features: @(x + y) | step logistic")
    #expect(zip(one, plain.columns[1].doubles() ?? []).contains { abs($0 - $1) > 1e-3 })
  }

  @Test("the weights are no feature, scores are said to be no probabilities, and nothing else changes")
  func noFeature() throws {
    let reports = try Run.outcomes(Self.rows + "m = d | fit logistic, weights: w\nm | step logistic")
    #expect(Run.lines(try #require(reports.last?.value?.table).selecting([0])) == "x\ny\n(intercept)")
    #expect(reports[1].notes.contains { $0.contains("no probabilities") })
    let same = try Run.table(
      Self.rows + "d | derive w = 3 | fit logistic, features: @(x + y), weights: w | step logistic")
    let plain = try Run.table(Self.rows + "d | fit logistic, features: @(x + y) | step logistic")
    let (one, other) = (same.columns[1].doubles() ?? [], plain.columns[1].doubles() ?? [])
    // The penalty stands beside three times the loss.
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 0.01 })
  }

  private static let refused = rows + "kept = d | where x < 60 | drop w\nrefused = d | where x >= 60 | drop bad, w\n"
    + "m = kept | fit logistic, features: x\n"

  @Test("accepted clients stand for the refused ones of their band")
  func augmentation() throws {
    let table = try Run.table(
      Self.refused + "kept | reject_inference refused, model: m, "
        + "method: augmentation, bands: 4 | agg { rows = count(), all = sum(weight) } by weight | sort weight")
    // 61 accepted in four bands; the last begins at the 46th score, and all 29 refused are above it: (16 + 29) / 16.
    #expect(Run.lines(table) == "1.0 45 45.0\n2.8125 16 45.0")
  }

  @Test("refused clients get as many defaults as the rate says, whatever their order")
  func parcelling() throws {
    let script = Self.refused
    func table(_ rejects: String, factor: Double) throws -> Table {
      try Run.table(
        script + "r = refused | \(rejects)\nkept | reject_inference r, model: m, method: parcelling, bands: 1, "
          + "factor: \(factor) | where inferred")
    }
    let accepted = try Run.table(script + "kept | agg rate = mean(bad)").columns[0].doubles()?.first ?? .nan
    for factor in [0.5, 1, 1.7, 50] {
      let inferred = try #require(try table("sort x", factor: factor)["bad"]?.doubles())
      let wanted = (min(1, factor * accepted) * Double(inferred.count)).rounded()
      #expect(inferred.reduce(0, +) == wanted)
    }
    let (one, other) = (try table("sort x", factor: 1.7), try table("sort -x", factor: 1.7))
    #expect(Set(Run.lines(one.selecting([0, 3])).split(separator: "\n")) == Set(
      Run.lines(other.selecting([0, 3])).split(separator: "\n")))
  }

  @Test("however many bands are asked for, each has accepted clients, and nobody is lost")
  func everyBand() throws {
    for bands in [1, 2, 7, 61, 1000] {
      let sum = try Run.table(
        Self.refused + "kept | reject_inference refused, model: m, method: augmentation, bands: \(bands) "
          + "| agg total = sum(weight)")
      #expect(abs((sum.columns[0].doubles()?.first ?? 0) - 90) < 1e-9, "\(bands)")
    }
  }

  @Test("what a model inferred is counted wherever it judges, and is no feature unasked")
  func inferred() throws {
    let all = Self.refused + "all = kept | reject_inference refused, model: m, method: parcelling\n"
    let reports = try Run.outcomes(
      all + "all | cv logistic, features: x, leak: allow\nheld = all | where inferred\nm | evaluate held")
    let said = "were inferred by a model"
    #expect(reports.filter { $0.notes.contains { $0.contains(said) } }.count == 2)
    #expect(Run.failure(all + "all | cv logistic")?.contains("E76") == true)
    let weighed = Self.refused + "w = kept | reject_inference refused, model: m, method: augmentation\n"
    #expect(Run.failure(weighed + "w | cv logistic, features: @(x + weight)")?.contains("E76") == true)
  }

  @Test("columns that are there are not replaced, and a model of another target is refused")
  func refusals() throws {
    let two = Self.refused.replacing("drop w", with: "rename weight = w").replacing("drop bad, w", with: "drop bad")
    #expect(
      Run.failure(two + "kept | reject_inference refused, model: m, method: augmentation")?
        .contains("a column `weight` already") == true)
    let other = Self.refused + "o = kept | derive q = y > 3 | roles target: q | fit logistic, features: x\n"
    #expect(
      Run.failure(other + "kept | reject_inference refused, model: o, method: augmentation")?
        .contains("predicts `q`") == true)
  }

  @Test("rows of one class that weigh nothing are refused", arguments: ["logistic", "scorecard", "lightgbm", "tree"])
  func oneClass(estimator: String) {
    #expect(
      Run.failure(Self.rows + "d | derive w = if bad then 0 else 1 | fit \(estimator), features: @(x + y), weights: w")?
        .contains("all rows of class 1 weigh 0") == true)
  }
}
