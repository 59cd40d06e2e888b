import Statistics
import TestSupport
import Testing

@Suite struct ROCCurveTests {
  @Test func equalScoresAreTakenTogether() throws {
    let curve = try ROCCurve(RankedScores(labels: [0, 0, 1, 1], scores: [0.1, 0.4, 0.4, 0.8]))
    #expect(curve.falsePositiveRates == [0, 0, 0.5, 1])
    #expect(curve.truePositiveRates == [0, 0.5, 1, 1])
    #expect(curve.thresholds == [nil, 0.8, 0.4, 0.1])
    #expect(curve.area == 0.875)
  }

  @Test func areaIsTheShareOfOrderedPairs() throws {
    let seed: UInt64 = 9
    var generator = SplitMix64(seed: seed)
    for round in 0..<50 {
      let scores = (0..<40).map { _ in Double(Int.random(in: 0...15, using: &generator)) }
      let labels = (0..<40).map { $0 < 2 || Bool.random(using: &generator) && $0 != 39 ? 1.0 : 0 }
      let curve = try ROCCurve(RankedScores(labels: labels, scores: scores))
      var (wins, pairs) = (0.0, 0.0)
      for i in 0..<40 where labels[i] == 1 {
        for j in 0..<40 where labels[j] == 0 {
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
          pairs += 1
        }
      }
      #expect(abs(curve.area - wins / pairs) < 1e-12, "seed \(seed), round \(round)")
      // By trapezoids under the points that are drawn.
      let (x, y) = (curve.falsePositiveRates, curve.truePositiveRates)
      let under = x.indices.dropFirst().reduce(0) { $0 + (x[$1] - x[$1 - 1]) * (y[$1] + y[$1 - 1]) / 2 }
      #expect(abs(curve.area - under) < 1e-12, "seed \(seed), round \(round)")
    }
  }

  @Test func bothClassesAreNeeded() {
    #expect(throws: StatisticsError.self) { try ROCCurve(RankedScores(labels: [1, 1], scores: [1, 2])) }
  }
}
