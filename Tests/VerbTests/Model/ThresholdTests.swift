import Columns
import Language
import TestSupport
import Testing
import Verbs

@Suite struct ThresholdTests {
  static let table = """
    d = range 400 | derive { x = n * 37 % 101, y = n % 7, amount = n * 13 % 50 + 1, \
    bad = x + y * 4 + n * 53 % 71 > 130 } | drop n

    """

  /// The labels, scores and amounts of a cross-validation by `amount` and a cost, and the threshold that was found.
  private func run(_ cost: String) throws -> (labels: [Double], scores: [Double], amounts: [Double], found: any Value) {
    let script = Self.table + "loss = \(cost)\ne = d | cv logistic(l2: 1), target: bad, features: @(x + y)\n"
    let scores = try Run.table(script + "e | scores")
    let amounts = try Run.table(script + "d")
    let found = try #require(try Run.script(script + "e | threshold cost: loss"))
    return (
      scores["label"]?.doubles() ?? [], scores["score"]?.doubles() ?? [], amounts["amount"]?.doubles() ?? [], found
    )
  }

  private func field(_ name: String, of value: any Value) -> Double? {
    value.fields.first { $0.name == name }?.cell.number
  }

  @Test func theLeastCostPerClientIsThatOfABruteForce() throws {
    let (labels, scores, amounts, found) = try run("cost { fn = amount, fp = 0.19 * amount + 1 }")
    #expect(labels.contains(0) && labels.contains(1) && scores.count == 400)
    var best = (cost: Double.infinity, threshold: 0.0)
    for threshold in Set(scores).sorted() + [1] {
      var cost = 0.0
      for row in labels.indices where (scores[row] >= threshold) != (labels[row] == 1) {
        cost += labels[row] == 1 ? amounts[row] : 0.19 * amounts[row] + 1
      }
      if cost < best.cost { best = (cost, threshold) }
    }
    #expect(field("threshold", of: found) == best.threshold)
    #expect(abs((field("cost", of: found) ?? 0) - best.cost) < 1e-9)
    #expect(abs((field("cost_per_client", of: found) ?? 0) - best.cost / 400) < 1e-12)
    let granted = labels.indices.filter { labels[$0] == 1 }.reduce(0.0) { $0 + amounts[$1] }
    #expect(abs((field("grant_everyone", of: found) ?? 0) - granted) < 1e-9)
  }

  @Test func aFormulaHasNoCostWhereItDividesByZero() throws {
    let (labels, scores, _, found) = try run("cost total 10 * fn * max(1, 1 / recall) + fp")
    var least = Double.infinity
    for threshold in Set(scores) {
      let caught = labels.indices.count { labels[$0] == 1 && scores[$0] >= threshold }
      let refused = labels.indices.count { labels[$0] == 0 && scores[$0] >= threshold }
      let positives = labels.count { $0 == 1 }
      if caught == 0 { continue }
      let steep = max(1, Double(positives) / Double(caught))
      least = min(least, 10 * Double(positives - caught) * steep + Double(refused))
    }
    #expect(abs((field("cost", of: found) ?? 0) - least) < 1e-9)
    // Granting everyone catches nobody: a recall of 0, by which nothing can be divided.
    #expect(found.fields.first { $0.name == "grant_everyone" }?.cell == .null)
  }

  @Test func aFormulaMayAnswerTheDivisionItself() throws {
    let (labels, _, _, found) = try run("cost total if recall > 0 then fn / recall else 7 * fn")
    #expect(field("grant_everyone", of: found) == 7 * Double(labels.count { $0 == 1 }))
  }

  @Test func aFormulaAndOutcomesAgree() throws {
    let outcomes = try run("cost { fn = 5, fp = 1 }").found
    let formula = try run("cost total 5 * fn + fp").found
    #expect(field("cost", of: outcomes) == field("cost", of: formula))
    #expect(field("threshold", of: outcomes) == field("threshold", of: formula))
    #expect(field("gain", of: outcomes) == field("gain", of: formula))
  }
}
