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

  /// For each fold the best threshold of the other folds, counted at every candidate.
  @Test(arguments: [
    "cost { fn = amount, fp = 0.19 * amount + 1 }", "cost { fn = 5, fp = 1 }", "cost { tn = -6, fp = 4, fn = 40 }",
  ])
  func theHonestCostIsThatOfABruteForce(_ cost: String) throws {
    let (labels, scores, amounts, found) = try run(cost)
    let folds = try #require(try Run.table(
      Self.table + "d | cv logistic(l2: 1), target: bad, features: @(x + y) | scores")["fold"]?.doubles())
    func amount(_ row: Int, refused: Bool) -> Double {
      switch (cost.contains("amount"), cost.contains("tn"), labels[row] == 1, refused) {
      case (_, _, true, true): 0
      case (true, _, true, false): amounts[row]
      case (true, _, false, true): 0.19 * amounts[row] + 1
      case (_, true, true, false): 40
      case (_, true, false, true): 4
      case (_, true, false, false): -6
      case (_, _, true, false): 5
      case (_, _, false, let isRefused): isRefused ? 1 : 0
      }
    }
    func total(_ rows: [Int], _ threshold: Double) -> Double {
      rows.reduce(0) { $0 + amount($1, refused: scores[$1] >= threshold) }
    }
    var sum = 0.0, scaled: [Double] = [], chosen: [Double] = []
    for fold in 1...5 {
      let own = labels.indices.filter { folds[$0] == Double(fold) }
      let others = labels.indices.filter { folds[$0] != Double(fold) }
      var best = (cost: Double.infinity, threshold: 0.0)
      for threshold in Set(others.map { scores[$0] }).sorted() + [.infinity] {
        let cost = total(others, threshold)
        if cost <= best.cost + 1e-9 { best = (min(cost, best.cost), threshold) }
      }
      chosen.append(best.threshold)
      sum += total(own, best.threshold)
      scaled.append(total(own, best.threshold) * 400 / Double(own.count))
    }
    func near(_ name: String, _ value: Double?) -> Bool {
      abs((field(name, of: found) ?? .nan) - (value ?? .nan)) < 1e-6
    }
    #expect(near("honest_cost", sum) && near("honest_cost_per_client", sum / 400))
    #expect(near("honest_low", scaled.min()) && near("honest_high", scaled.max()))
    #expect(near("honest_threshold_low", chosen.min()) && near("honest_threshold_high", chosen.max()))
    // The table and `cv` say the same.
    let table = try #require(found.contents.first?.table)
    #expect(table[1, "decision"] == .text("chosen on other folds") && abs((table[1, "cost"]?.number ?? 0) - sum) < 1e-6)
    let counted = ["tp", "fp", "fn", "tn"].compactMap { table[1, $0]?.number }.reduce(0, +)
    #expect(counted == 400)
    let evaluation = try #require(try Run.script(
      Self.table + "d | cv logistic(l2: 1), target: bad, features: @(x + y), cost: \(cost)"))
    #expect(abs((field("honest_cost", of: evaluation) ?? .nan) - sum) < 1e-6)
  }

  /// On noise the best of many thresholds looks better than granting everyone, and the honest cost does not.
  @Test func aBestThatIsChanceIsSaid() throws {
    var told = 0
    for seed in 1...8 {
      let script = """
        seed \(seed)
        d = range 100 | derive { x = n * 7919 % 9973, z = n * n * 31 % 997, bad = n * 104729 % 9967 % 10 < 3 } | drop n
        e = d | cv lightgbm(n_estimators: 10, min_child_samples: 5), target: bad
        e | threshold cost: cost { fn = 2.3, fp = 1 }
        """
      let outcomes = try Run.outcomes(script)
      let found = try #require(outcomes.last?.value)
      let isChance = (field("honest_cost", of: found) ?? 0) >= (field("grant_everyone", of: found) ?? 0)
        && (field("cost", of: found) ?? 0) < (field("grant_everyone", of: found) ?? 0)
        && field("fn", of: found) != 0
      let isSaid = outcomes.flatMap(\.notes).contains { $0.contains("the best cost may be chance") }
      #expect(isSaid == isChance, "seed \(seed)")
      if isSaid { told += 1 }
    }
    #expect(told >= 2)
  }

  @Test func aFormulaAndOutcomesAreEquallyHonest() throws {
    let outcomes = try run("cost { fn = 5, fp = 1 }").found, formula = try run("cost total 5 * fn + fp").found
    for name in ["honest_cost", "honest_low", "honest_high", "honest_gain", "low", "high"] {
      #expect(abs((field(name, of: outcomes) ?? .nan) - (field(name, of: formula) ?? .infinity)) < 1e-9, "\(name)")
    }
  }
}
