import Charts
import TestSupport
import Testing

@Suite struct CurveTests {
  @Test func rocTakesEqualScoresTogether() throws {
    let curve = try #require(
      RocCurve(scores: [0.1, 0.4, 0.4, 0.8, .nan], positives: [false, false, true, true, true]))
    #expect(curve.falsePositiveRates == [0, 0, 0.5, 1])
    #expect(curve.truePositiveRates == [0, 0.5, 1, 1])
    #expect(curve.thresholds == [.infinity, 0.8, 0.4, 0.1])
    #expect(curve.area == 0.875)
    #expect(curve.largestGap?.gap == 0.5)
  }

  @Test func areaIsTheShareOfOrderedPairs() throws {
    let seed: UInt64 = 9
    var generator = SplitMix64(seed: seed)
    for round in 0..<50 {
      let scores = (0..<40).map { _ in Double(Int.random(in: 0...15, using: &generator)) }
      let labels = (0..<40).map { $0 < 2 || Bool.random(using: &generator) && $0 != 39 }
      let curve = try #require(RocCurve(scores: scores, positives: labels))
      var (wins, pairs) = (0.0, 0.0)
      for i in 0..<40 where labels[i] {
        for j in 0..<40 where !labels[j] {
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
          pairs += 1
        }
      }
      #expect(abs(curve.area - wins / pairs) < 1e-12, "seed \(seed), round \(round)")
    }
  }

  @Test func rocNeedsBothClasses() {
    #expect(RocCurve(scores: [1, 2], positives: [true, true]) == nil)
    #expect(RocCurve(scores: [.nan, 2], positives: [true, false]) == nil)
  }

  @Test func costHoldsUpToItsThreshold() {
    let curve = CostCurve(thresholds: [0.2, 0.5, .infinity], costs: [10, 4, 30], clients: 3)
    #expect([0, 0.2, 0.3, 0.5, 0.6].map(curve.cost(at:)) == [10, 10, 4, 4, 30])
    #expect(curve.minimum?.threshold == 0.5 && curve.minimum?.cost == 4)
    #expect(CostCurve(thresholds: [], costs: [], clients: 0).minimum == nil)
  }
}
