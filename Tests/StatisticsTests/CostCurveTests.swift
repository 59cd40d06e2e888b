import Statistics
import TestSupport
import Testing

/// Labels, scores with ties, and an amount per row.
private func sample(seed: UInt64, count: Int) -> (labels: [Double], scores: [Double], amounts: [Double]) {
  var generator = SplitMix64(seed: seed)
  let scores = (0..<count).map { _ in (Double.random(in: 0...1, using: &generator) * 20).rounded() / 20 }
  let labels = scores.map { Double.random(in: 0...1, using: &generator) < $0 * 0.4 ? 1.0 : 0 }
  return (labels, scores, scores.map { _ in Double.random(in: 1e3...1e6, using: &generator).rounded() })
}

@Suite struct CostCurveTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func constantCostsEqualCountingAtEveryThreshold(seed: UInt64) throws {
    let (labels, scores, _) = sample(seed: seed, count: 211)
    let costs = OutcomeCosts(falseNegative: .constant(10), falsePositive: .constant(1), trueNegative: .constant(-2))
    let curve = try CostCurve(labels: labels, scores: scores, costs: costs)
    #expect(curve.thresholds == Set(scores).sorted() + [max(1, (scores.max() ?? 0).nextUp)], "seed \(seed)")
    for (index, threshold) in curve.thresholds.enumerated() {
      let naive = Confusion(labels: labels, scores: scores, threshold: threshold)
      #expect(curve.confusion(at: index) == naive, "seed \(seed), threshold \(threshold)")
      #expect(curve.totals[index] == Double(10 * naive.falseNegatives + naive.falsePositives - 2 * naive.trueNegatives))
      #expect(curve.total(atThreshold: threshold) == curve.totals[index])
    }
    let best = try #require(curve.bestIndex)
    #expect(curve.totals[best] == curve.totals.min(), "seed \(seed)")
    #expect(!curve.totals[(best + 1)...].contains(curve.totals[best]), "the highest of equal thresholds wins")
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func rowCostsEqualAddingAtEveryThreshold(seed: UInt64) throws {
    let (labels, scores, amounts) = sample(seed: seed, count: 173)
    let costs = OutcomeCosts(
      falseNegative: .perRow(amounts), falsePositive: .perRow(amounts.map { $0 / 2 }),
      trueNegative: .perRow(amounts.map { -$0 / 4 }), truePositive: .perRow(amounts.map { $0 / 8 }))
    let curve = try CostCurve(labels: labels, scores: scores, costs: costs)
    for (index, threshold) in curve.thresholds.enumerated() {
      var naive = 0.0
      for row in labels.indices {
        switch (labels[row], scores[row] >= threshold) {
        case (1, false): naive += amounts[row]
        case (0, true): naive += amounts[row] / 2
        case (0, false): naive -= amounts[row] / 4
        default: naive += amounts[row] / 8
        }
      }
      // The amounts are eighths of whole numbers, so both sums are exact.
      #expect(curve.totals[index] == naive, "seed \(seed), threshold \(threshold)")
    }
  }

  @Test func formulaWithoutAValueIsNoCandidate() throws {
    let (labels, scores, _) = sample(seed: 9, count: 97)
    let ranked = try RankedScores(labels: labels, scores: scores)
    let curve = CostCurve(ranked: ranked) { counts in
      counts.recall.flatMap { $0 > 0 ? 10 * Double(counts.falseNegatives) * max(1, 1 / $0) : nil }
    }
    #expect(curve.totals[curve.grantEveryoneIndex].isNaN && curve.total(atThreshold: 2) == nil)
    #expect(curve.bestIndex == curve.totals.lastIndex(of: 0))
    #expect(CostCurve(ranked: ranked, total: { _ in nil }).bestIndex == nil)
  }

  @Test func normalisedGainIsThatOfTheField() throws {
    let (labels, scores, _) = sample(seed: 12, count: 120)
    let costs = OutcomeCosts(falseNegative: .constant(10), falsePositive: .constant(1), trueNegative: .constant(-1))
    let curve = try CostCurve(labels: labels, scores: scores, costs: costs)
    let (good, bad) = (Double(curve.ranked.negatives), Double(curve.ranked.positives))
    let grantEveryone = good - 10 * bad
    for index in curve.thresholds.indices {
      let counts = curve.confusion(at: index)
      let gain = Double(counts.trueNegatives - counts.falsePositives - 10 * counts.falseNegatives)
      let expected = (gain - grantEveryone) / (good - grantEveryone)
      let value = try #require(curve.normalisedGain(at: index))
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func bandLiesAroundThePooledCurve() throws {
    let (labels, scores, amounts) = sample(seed: 20, count: 400)
    let costs = OutcomeCosts(falseNegative: .perRow(amounts), falsePositive: .constant(1000))
    let pooled = try CostCurve(labels: labels, scores: scores, costs: costs)
    let curves = try [0..<200, 200..<400].map { rows in
      let ranked = pooled.ranked.restricted(labels: labels, scores: scores) { rows.contains($0) }
      let alone = try RankedScores(labels: Array(labels[rows]), scores: Array(scores[rows]))
      #expect(ranked.scores == alone.scores && ranked.positivesFrom == alone.positivesFrom)
      #expect(ranked.order == alone.order.map { $0 + rows.lowerBound })
      return try CostCurve(ranked: ranked, labels: labels, costs: costs)
    }
    let band = CostBand(curves: curves, thresholds: pooled.thresholds, rows: 400)
    for index in pooled.thresholds.indices {
      #expect(abs(band.mean[index] - pooled.totals[index]) < 1e-6)
      #expect(band.lowest[index] <= band.mean[index] && band.mean[index] <= band.highest[index])
    }
  }

  @Test func aMissingAmountIsRefusedWithItsRow() {
    #expect(throws: StatisticsError("the cost `fn` of a row is missing", row: 1)) {
      try CostCurve(labels: [0, 1], scores: [0.2, 0.7], costs: OutcomeCosts(falseNegative: .perRow([1, .nan])))
    }
    #expect(throws: StatisticsError("the cost `tp` has 1 amounts for 2 rows")) {
      try CostCurve(labels: [0, 1], scores: [0.2, 0.7], costs: OutcomeCosts(truePositive: .perRow([1])))
    }
  }
}
