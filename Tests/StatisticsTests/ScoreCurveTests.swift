import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Bands: Decodable {
    let count: Int
    let rates: [Double]
    let means: [Double]
    let rows: [Int]
    let low: [Double]
    let high: [Double]
    let expected_error: Double
    let gains: [Double]
  }
  struct Case: Decodable {
    let name: String
    let labels: [Double]
    let scores: [Double]
    let precision: [Double]
    let recall: [Double]
    let thresholds: [Double]
    let average_precision: Double
    let shares: [Double]
    let caught: [Double]
    let lifts: [Double]
    let cumulative_lifts: [Double]
    let ks: Double
    let ks_score: Double
    let bands: [Bands]

    func ranked() throws -> RankedScores { try RankedScores(labels: labels, scores: scores) }
  }
  let tolerance: Double
  let cases: [Case]
}

/// The numbers behind the charts of an evaluation.
@Suite struct ScoreCurveTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("score_curves", as: Expected.self) }

  private func equal(_ values: [Double], _ wanted: [Double]) -> Bool {
    values.count == wanted.count
      && zip(values, wanted).allSatisfy { abs($0 - $1) <= expected.tolerance * max(1, abs($1)) }
  }

  @Test func precisionAndRecallEqualScikitLearn() throws {
    for test in expected.cases {
      let curve = try PrecisionRecallCurve(test.ranked())
      #expect(equal(curve.precisions, test.precision) && equal(curve.recalls, test.recall), "\(test.name)")
      #expect(curve.thresholds == test.thresholds, "\(test.name)")
      #expect(equal([curve.averagePrecision], [test.average_precision]), "\(test.name)")
      // The area under steps that have the height of their right end.
      let widths = zip(curve.recalls, [0] + curve.recalls).map { $0 - $1 }
      let area = zip(widths, curve.precisions).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(area - curve.averagePrecision) < 1e-12, "\(test.name)")
    }
  }

  @Test func gainsAndLiftEqualNumpy() throws {
    for test in expected.cases {
      let curve = try GainsCurve(test.ranked())
      #expect(equal(test.shares.map(curve.caughtShare), test.caught), "\(test.name)")
      #expect(equal((0..<20).map { curve.lift(ofPart: $0, of: 20) }, test.lifts), "\(test.name)")
      #expect(equal((0..<20).map { curve.cumulativeLift(toPart: $0, of: 20) }, test.cumulative_lifts), "\(test.name)")
      #expect(curve.caughtShare(atRefused: 0) == 0 && curve.caughtShare(atRefused: 1) == 1)
    }
  }

  @Test func distributionsEqualScipy() throws {
    for test in expected.cases {
      let curve = try ClassDistributions(test.ranked())
      let gap = curve.largestGap
      #expect(abs((gap?.gap ?? 0) - test.ks) < 1e-12, "\(test.name)")
      if let gap { #expect(curve.scores[gap.index] == test.ks_score, "\(test.name)") }
      #expect(curve.positives.last == 1 && curve.negatives.last == 1)
    }
  }

  @Test func bandsEqualCalibrationCurve() throws {
    for test in expected.cases {
      for wanted in test.bands {
        let curve = try CalibrationCurve(labels: test.labels, probabilities: test.scores, bands: wanted.count)
        let place = Comment(rawValue: "\(test.name), \(wanted.count) bands")
        #expect(curve.bands.map(\.rows) == wanted.rows, place)
        #expect(equal(curve.bands.map(\.rate), wanted.rates), place)
        #expect(equal(curve.bands.map(\.meanScore), wanted.means), place)
        #expect(equal([curve.expectedError], [wanted.expected_error]), place)
        let intervals = curve.bands.map { Proportion.interval($0.positives, of: $0.rows) }
        #expect(equal(intervals.map(\.lowerBound), wanted.low), place)
        #expect(equal(intervals.map(\.upperBound), wanted.high), place)
      }
    }
  }

  @Test func bandTotalsEqualNumpy() throws {
    for test in expected.cases {
      let amounts = test.scores.indices.map { Double($0 % 17) + 0.25 }
      let costs = OutcomeCosts(falseNegative: .perRow(amounts), falsePositive: .perRow(amounts.map { 0.2 * $0 }))
      for wanted in test.bands {
        let ranked = try test.ranked()
        let totals = try ScoreBands(ranked, count: wanted.count).totals(costs, of: ranked, labels: test.labels)
        #expect(equal(totals.map { $0.refused - $0.granted }, wanted.gains), "\(test.name), \(wanted.count) bands")
      }
    }
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    let test = expected.cases[1], seed: UInt64 = 5
    var generator = SplitMix64(seed: seed)
    let order = test.scores.indices.shuffled(using: &generator)
    let (labels, scores) = (order.map { test.labels[$0] }, order.map { test.scores[$0] })
    let other = try CalibrationCurve(labels: labels, probabilities: scores, bands: 10)
    #expect(other.bands == (try CalibrationCurve(labels: test.labels, probabilities: test.scores, bands: 10)).bands)
    let gains = try (GainsCurve(test.ranked()), GainsCurve(RankedScores(labels: labels, scores: scores)))
    #expect(gains.0.caughtShares == gains.1.caughtShares)
  }

  @Test func whatIsNotDefinedIsRefused() throws {
    let good = try RankedScores(labels: [0, 0], scores: [0.1, 0.2])
    #expect(throws: StatisticsError.self) { try PrecisionRecallCurve(good) }
    #expect(throws: StatisticsError.self) { try GainsCurve(good) }
    #expect(throws: StatisticsError.self) { try ClassDistributions(good) }
    #expect(throws: StatisticsError.self) { try CalibrationCurve(labels: [0, 1], probabilities: [-1, 2], bands: 2) }
    #expect(throws: StatisticsError.self) { try CalibrationCurve(labels: [], probabilities: [], bands: 2) }
    #expect(ScoreBands(try RankedScores(labels: [], scores: []), count: 3).bands.isEmpty)
    #expect(Proportion.interval(0, of: 5).lowerBound == 0 && Proportion.interval(5, of: 5).upperBound == 1)
  }
}
