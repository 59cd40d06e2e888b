import Statistics
import TestSupport
import Testing

/// Against a count by numpy at every threshold: `Tests/Parity/threshold`.
@Suite struct HonestCostTests {
  struct Expected: Decodable {
    struct Case: Decodable {
      let name: String
      let cost: Double
      let threshold: Double
      let honest: Double
      let low: Double
      let high: Double
      let chosen: [Double?]
      let totals: [Double]
    }
    let labels: [Double]
    let scores: [Double]
    let folds: [Int]
    let amounts: [Double]
    let cases: [Case]
  }

  private func curve(_ name: String, _ expected: Expected) throws -> @Sendable (RankedScores) throws -> CostCurve {
    let amounts = expected.amounts, labels = expected.labels
    let costs: OutcomeCosts
    switch name {
    case "constant": costs = OutcomeCosts(falseNegative: .constant(10), falsePositive: .constant(1))
    case "gain":
      costs = OutcomeCosts(falseNegative: .constant(40), falsePositive: .constant(4), trueNegative: .constant(-6))
    case "amounts":
      costs = OutcomeCosts(falseNegative: .perRow(amounts), falsePositive: .perRow(amounts.map { 0.19 * $0 }))
    case "cheap default": costs = OutcomeCosts(falseNegative: .constant(0.4), falsePositive: .constant(1))
    default:
      return { ranked in
        CostCurve(ranked: ranked) { counts in
          counts.recall.flatMap {
            $0 > 0 ? 10 * Double(counts.falseNegatives) * max(1, 1 / $0) + Double(counts.falsePositives) : nil
          }
        }
      }
    }
    return { try CostCurve(ranked: $0, labels: labels, costs: costs) }
  }

  @Test func thresholdsOfTheOtherFoldsCostWhatNumpyCounts() throws {
    let expected = try Parity.expected("threshold", as: Expected.self)
    let (labels, scores, folds) = (expected.labels, expected.scores, expected.folds)
    let ranked = try RankedScores(labels: labels, scores: scores)
    #expect(expected.cases.count == 5)
    for test in expected.cases {
      let curve = try curve(test.name, expected)
      func part(_ isIncluded: (Int) -> Bool) throws -> CostCurve {
        try curve(ranked.restricted(labels: labels, scores: scores, to: isIncluded))
      }
      let pooled = try curve(ranked)
      let own = try (0..<5).map { fold in try part { folds[$0] == fold } }
      let honest = HonestCost(folds: own, others: try (0..<5).map { fold in try part { folds[$0] != fold } })
      let best = try #require(pooled.bestIndex)
      #expect(pooled.thresholds[best] == test.threshold && abs(pooled.totals[best] - test.cost) < 1e-9, "\(test.name)")
      #expect(honest.thresholds.map { $0.flatMap { $0.isFinite ? $0 : nil } } == test.chosen, "\(test.name)")
      for (total, wanted) in zip(honest.totals, test.totals) { #expect(abs((total ?? .nan) - wanted) < 1e-9) }
      let scaled = try zip(honest.totals, own).map { try #require($0) * 400 / Double($1.rows) }
      #expect(abs((scaled.min() ?? 0) - test.low) < 1e-9 && abs((scaled.max() ?? 0) - test.high) < 1e-9)
      if test.name != "steep" { #expect(abs((honest.sum ?? .nan) - test.honest) < 1e-9, "\(test.name)") }
    }
  }
}
