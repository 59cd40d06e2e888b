import Columns
import Language
import Testing
import Verbs

@Suite struct CompareTests {
  private static let data =
    "d = range 200 | derive { x = n * 37 % 101, y = n % 7, z = nullif(n * 13 % 17, 4), "
    + "bad = x + y * 4 + n * 53 % 61 > 95 } | drop n\nloss = cost { fn = 5, fp = 1 }\n"
    + "prep = recipe | scale x, z, method: robust | impute z, method: median\n"

  /// The value of a column in the row of a model.
  private func cell(_ table: Table, _ model: String, _ column: String) throws -> Cell {
    let row = try #require((0..<table.rowCount).first { table[$0, "model"] == .text(model) })
    return try #require(table[row, column])
  }

  @Test("each model is what `cv` says of it alone", arguments: [1, 2])
  func agreesWithCv(threads: Int) throws {
    let models = ["dummy", "logistic(l2: 1)", "naive_bayes"]
    let compared = try Run.script(
      Self.data + "d | compare { \(models.joined(separator: ", ")) }, target: bad, prep: prep, cost: loss",
      threads: threads)
    let table = try #require(compared?.mainTable)
    #expect(table.rowCount == 3)
    for model in models {
      let alone = try #require(
        try Run.script(Self.data + "d | cv \(model), target: bad, prep: prep, cost: loss", threads: threads))
      for (own, field) in [("auc", "auc"), ("auc_sd", "auc_sd"), ("brier", "brier"), ("honest_cost", "honest_cost")] {
        #expect(try cell(table, model, own) == alone.fields.first { $0.name == field }?.cell, "\(model) \(own)")
      }
    }
  }

  @Test func theBestIsOfTheLeastHonestCostAndIsNotSetAgainstItself() throws {
    let value = try #require(
      try Run.script(
        Self.data + "d | compare { dummy, l = logistic, naive_bayes }, target: bad, prep: prep, cost: loss"))
    guard case .text(let best)? = value.fields.first(where: { $0.name == "best" })?.cell else {
      Issue.record("no best")
      return
    }
    let table = try #require(value.mainTable)
    let costs = try ["dummy", "l", "naive_bayes"].map { try #require(try cell(table, $0, "honest_cost").number) }
    #expect(try cell(table, best, "honest_cost").number == costs.min())
    let differences = try #require(value.contents.first { $0.name == "differences" }?.table)
    #expect(differences.rowCount == 10)
    #expect((0..<10).allSatisfy { differences[$0, "model"] != .text(best) })
  }

  @Test func namesAndPlacesOfErrors() {
    let twice = Run.failure(Self.data + "d | compare { dummy, logistic, dummy }, target: bad, prep: prep")
    #expect(twice?.contains("`dummy` is compared twice") == true)
    let unknown = Run.failure(Self.data + "d | compare { dummy, logistik }, target: bad, prep: prep")
    #expect(unknown?.contains("did you mean `logistic`?") == true)
    let clause = Run.failure(Self.data + "d | compare { dummy where x > 1 }, target: bad, prep: prep")
    #expect(clause?.contains("an estimator stands by itself") == true)
    let leak = Run.failure(
      Self.data + "d | derive copy = bad | compare { dummy, logistic }, target: bad, prep: prep")
    #expect(leak?.contains("E76") == true)
  }
}
