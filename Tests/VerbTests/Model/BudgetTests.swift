import Columns
import Language
import Testing
import Verbs

@Suite struct BudgetTests {
  private static let data =
    "d = range 400 | derive { x = n * 37 % 101, y = n % 7, amount = 100 + n % 13, "
    + "bad = x + y * 4 + n * 53 % 91 > 125 } | drop n\nc = d | cv logistic, target: bad, features: @(x + y)\n"

  private func fields(_ script: String) throws -> [String: Double] {
    let value = try #require(try Run.script(Self.data + script))
    return Dictionary(
      value.fields.compactMap { field in field.cell.number.map { (field.name, $0) } }, uniquingKeysWith: { a, _ in a })
  }

  /// All thresholds by hand: the least cost among those that refuse few enough.
  private func best(share: Double, fn: Double, fp: Double) throws -> Double {
    let scores = try Run.table(Self.data + "c | scores")
    let score = try #require(scores["score"]?.doubles()), label = try #require(scores["label"]?.doubles())
    return try #require((Set(score) + [.infinity]).compactMap { threshold -> Double? in
      let refused = score.indices.filter { score[$0] >= threshold }
      guard Double(refused.count) <= share * Double(score.count) else { return nil }
      let good = Double(refused.count { label[$0] == 0 }), caught = Double(refused.count - Int(good))
      return fp * good + fn * (label.reduce(0, +) - caught)
    }.min())
  }

  @Test("the least cost within a budget", arguments: [0, 0.05, 0.2, 0.5, 1])
  func withinABudget(share: Double) throws {
    let found = try fields("c | threshold cost: cost { fn = 5, fp = 1 }, refuse: \(share)")
    #expect(try found["cost"] == best(share: share, fn: 5, fp: 1))
    #expect(try #require(found["refused"]) <= share)
    #expect(try fields("c | threshold refuse: \(share)")["cost"] == best(share: share, fn: 1, fp: 0))
  }

  @Test func aBudgetOfAllIsNone() throws {
    let free = try fields("c | threshold cost: cost { fn = 5, fp = 1 }")
    #expect(try fields("c | threshold cost: cost { fn = 5, fp = 1 }, refuse: 1") == free)
    #expect(Run.failure(Self.data + "c | threshold")?.contains("needs the option `cost`, or `refuse`") == true)
  }

  @Test("intervals hold the cost", arguments: [
    "cost { fn = 5, fp = 1 }", "cost { fn = amount, fp = 0.2 * amount }",
    "cost total 10 * fn * max(1, 1 / recall) + fp",
  ])
  func intervals(cost: String) throws {
    let found = try fields("c | threshold cost: \(cost), bootstrap: 300")
    for name in ["cost", "honest_cost"] {
      let (low, value, high) = try (
        #require(found["\(name)_low"]), #require(found[name]), #require(found["\(name)_high"])
      )
      #expect(low < value && value < high, "\(name): \(low) \(value) \(high)")
    }
  }

  @Test func wholeKeysAreDrawn() throws {
    // Four rows of a key say the same four times: the interval is as wide as that of single rows four times as dear.
    let script = "d4 = range 800 | derive { k = floor(n / 4), x = k * 37 % 101, bad = x + k * 53 % 61 > 80 } | drop n\n"
    let value = try #require(
      try Run.script(
        script + "d4 | roles key: k | cv logistic, target: bad "
          + "| threshold cost: cost { fn = 5, fp = 1 }, bootstrap: 400"))
    let found = Dictionary(
      value.fields.compactMap { field in field.cell.number.map { (field.name, $0) } }, uniquingKeysWith: { a, _ in a })
    let (low, high, cost) = try (#require(found["cost_low"]), #require(found["cost_high"]), #require(found["cost"]))
    // Of n units of mean cost c, which cost 0, 1 or 5: the half width is about 2·√(Σ(cost²)); rows alone give half.
    #expect((high - low) / 2 > 2 * cost.squareRoot() * 1.4)
  }
}
