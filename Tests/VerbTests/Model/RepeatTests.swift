import Columns
import Language
import TestSupport
import Testing
import Verbs

@Suite struct RepeatTests {
  private static let data =
    "d = range 200 | derive { x = n * 37 % 101, y = n % 7, bad = x + y * 4 + n * 53 % 61 > 95 } | drop n\n"

  private func number(_ value: any Value, _ field: String) throws -> Double {
    try #require(value.fields.first { $0.name == field }?.cell.number, "\(field)")
  }

  private func run(_ pipeline: String, threads: Int = 2) throws -> any Value {
    try #require(try Run.script(Self.data + "d | " + pipeline, threads: threads))
  }

  @Test func scoresAndPooledMetricsAreThoseOfTheFirstTime() throws {
    let once = try run("cv logistic, target: bad"), often = try run("cv logistic, target: bad, repeats: 4")
    func scores(_ value: any Value) -> Table? { value.contents.first { $0.name == "scores" }?.table }
    #expect(scores(once)?["score"]?.doubles() == scores(often)?["score"]?.doubles())
    for field in ["auc", "brier", "ks", "auc_low", "folds"] {
      #expect(try number(once, field) == number(often, field))
    }
    #expect(try number(once, "auc_mean") != number(often, "auc_mean"))
    #expect(try number(often, "repeats") == 4 && !once.fields.contains { $0.name == "repeats" })
  }

  /// Student's quantiles are those of scipy.stats.t.ppf(0.975, n).
  @Test(arguments: [(2, 2.262157162798205), (4, 2.093024054408263)])
  func intervalsAreCorrectedForSharedRows(repeats: Int, quantile: Double) throws {
    let value = try run("cv logistic, target: bad, repeats: \(repeats)")
    let (mean, deviation) = (try number(value, "auc_mean"), try number(value, "auc_sd"))
    let folds = Double(5 * repeats)
    let reach = quantile * ((1 / folds + 0.25) * deviation * deviation).squareRoot()
    #expect(abs(try number(value, "auc_mean_low") - (mean - reach)) < 1e-9)
    #expect(abs(try number(value, "auc_mean_high") - (mean + reach)) < 1e-9)
  }

  @Test func fewerTimesAreAPartOfMore() throws {
    let metrics = try (1...3).map { repeats in
      try run("cv lightgbm(n_estimators: 5), target: bad, repeats: \(repeats)")
    }
    // The mean over 5 folds more each time; the first is that without repeats.
    let sums = try metrics.enumerated().map { try number($1, "brier_mean") * Double(5 * ($0 + 1)) }
    #expect(sums[1] > sums[0] && sums[2] > sums[1])
    let again = try run("cv lightgbm(n_estimators: 5), target: bad, repeats: 3", threads: 1)
    #expect(try number(again, "brier_mean") == number(metrics[2], "brier_mean"))
    #expect(try number(again, "brier_sd") == number(metrics[2], "brier_sd"))
  }

  @Test func comparisonsPairTheFoldsOfAllTimes() throws {
    let value = try run("compare { dummy, logistic }, target: bad, repeats: 3")
    let differences = try #require(value.contents.first { $0.name == "differences" }?.table)
    let own = try run("cv logistic, target: bad, repeats: 3"), floor = try run("cv dummy, target: bad, repeats: 3")
    let wanted = try number(floor, "auc_mean") - number(own, "auc_mean")
    #expect(abs(try #require(differences[0, "difference"]?.number) - wanted) < 1e-12)
    // 15 folds instead of 5 leave less to chance.
    let once = try run("compare { dummy, logistic }, target: bad")
    let width = try [value, once].map { value in
      let table = try #require(value.contents.first { $0.name == "differences" }?.table)
      return try #require(table[0, "high"]?.number) - #require(table[0, "low"]?.number)
    }
    #expect(width[0] != width[1])
  }

  @Test func notesAreThoseOfTheFirstTime() throws {
    let model = "lightgbm(n_estimators: 60, min_child_samples: 5, early_stopping_rounds: 3)"
    let cell = try Run.outcomes(Self.data + "d | cv \(model), target: bad, repeats: 3").last
    #expect(cell?.notes.filter { $0.hasPrefix("lightgbm: kept the trees") }.count == 5)
    #expect(cell?.notes.contains { $0.hasPrefix("cv: the folds are drawn 3 times") } == true)
  }

  @Test func calibrationIsOfTheFirstTime() throws {
    let cell = try Run.outcomes(
      Self.data + "e = d | cv logistic, target: bad, repeats: 3\ne | calibrate").last
    #expect(cell?.notes.contains { $0.contains("those of the first time are calibrated") } == true)
    #expect(cell?.value?.fields.contains { $0.name == "repeats" } == false)
  }
}
