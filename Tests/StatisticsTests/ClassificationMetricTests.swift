import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    struct Curve: Decodable {
      let fpr: [Double]
      let tpr: [Double]
      let thresholds: [Double]
    }
    let name: String
    let labels: [Double]
    let scores: [Double]
    let threshold: Double
    let metrics: [String: Double]
    let confusion: [Int]
    let roc: Curve
  }
  let tolerance: Double
  let cases: [Case]
}

@Suite struct ClassificationMetricTests {
  @Test func equalScikitLearn() throws {
    let expected = try Parity.expected("metrics", as: Expected.self)
    #expect(expected.cases.count == 7)
    for test in expected.cases {
      let evaluation = try Evaluation(labels: test.labels, scores: test.scores, threshold: test.threshold)
      for metric in ClassificationMetric.allCases {
        let wanted = try #require(test.metrics[metric.rawValue], "\(metric)")
        // 0 / 0 is 0 with a warning in scikit-learn, and no value here.
        let value = evaluation[metric] ?? 0
        #expect(abs(value - wanted) <= expected.tolerance * max(1, abs(wanted)), "\(test.name): \(metric)")
      }
      let counts = evaluation.confusion
      let all = [counts.truePositives, counts.falsePositives, counts.trueNegatives, counts.falseNegatives]
      #expect(all == test.confusion, "\(test.name)")
      #expect(Confusion(labels: test.labels, scores: test.scores, threshold: test.threshold) == counts)
    }
  }

  @Test func rocCurveEqualsScikitLearn() throws {
    for test in try Parity.expected("metrics", as: Expected.self).cases {
      let curve = try ROCCurve(RankedScores(labels: test.labels, scores: test.scores))
      #expect(curve.falsePositiveRates.count == test.roc.fpr.count)
      #expect(zip(curve.falsePositiveRates, test.roc.fpr).allSatisfy { abs($0 - $1) < 1e-15 }, "\(test.name)")
      #expect(zip(curve.truePositiveRates, test.roc.tpr).allSatisfy { abs($0 - $1) < 1e-15 }, "\(test.name)")
      #expect(curve.thresholds.first == .some(nil))
      #expect(curve.thresholds.dropFirst().map { $0 } == test.roc.thresholds, "\(test.name)")
    }
  }

  @Test func undefinedMetricsAreNil() throws {
    let allGood = try Evaluation(labels: [0, 0, 0], scores: [0.1, 0.2, 0.3])
    #expect(allGood[.auc] == nil && allGood[.recall] == nil && allGood[.precision] == nil && allGood[.f1] == nil)
    #expect(allGood[.accuracy] == 1)
    let scores = try Evaluation(labels: [0, 1], scores: [-3, 7])
    #expect(scores[.auc] == 1 && scores[.brier] == nil && scores[.logLoss] == nil)
  }

  @Test func badInputIsRefusedWithItsRow() {
    #expect(throws: StatisticsError("a score is missing", row: 1)) {
      try RankedScores(labels: [0, 1], scores: [0.5, .nan])
    }
    #expect(throws: StatisticsError("a label must be 0 or 1, not 2.0", row: 2)) {
      try RankedScores(labels: [0, 1, 2], scores: [0.5, 0.1, 0.2])
    }
    #expect(throws: StatisticsError("a label must be 0 or 1, not missing", row: 0)) {
      try Evaluation(labels: [.nan], scores: [0.5])
    }
  }
}
