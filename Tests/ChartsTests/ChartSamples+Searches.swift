import Charts
import TestSupport

/// Charts of several models, of searches and of learning.
extension ChartSamples {
  static var searches: [(name: String, chart: Chart)] {
    var draw = Draws(seed: 31)
    let best = ComparedModel(
      "lightgbm(n_estimators: 200, learning_rate: 0.05)", pooled: 0.7612, folds: folds(0.7612, &draw))
    let weaker = [
      ("random_forest(trees: 200)", 0.7411), ("logistic(l2: 1)", 0.7493), ("xgboost(n_estimators: 200)", 0.7604),
    ]
    let others = weaker.map { name, auc in
      let lag = auc - best.pooled
      return ComparedModel(
        name, pooled: auc, folds: folds(auc, &draw), difference: (lag, (lag - 0.004)...(lag + 0.004)))
    }
    let dummy = ComparedModel("dummy", pooled: 0.5, folds: [0.5, 0.5], difference: (-0.2612, -0.27 ... -0.25))
    let plain = ["a", "b", "c"].map { ComparedModel($0, pooled: 54_120 + Double($0.count), folds: [], difference: nil) }
    let trials = (1...60).map { number in
      let wild = number % 13 == 5 ? 0.25 : 0
      return TuningTrial(
        number, value: 0.76 - 0.03 * draw.uniform() / Double(1 + number / 15) - wild, isPruned: number % 6 == 4)
    }
    let steps = [1_000, 4_000, 12_000, 25_000, 49_000].enumerated().map { index, rows in
      LearningStep(
        rows: rows, trained: folds(0.93 - 0.025 * Double(index), &draw),
        tested: folds(0.68 + 0.018 * Double(index), &draw))
    }
    return [
      (
        "comparison",
        .comparison(
          others + [best, dummy],
          metric: "auc", isGain: true, confidence: "95 % intervals corrected for shared training rows")
      ),
      ("comparison-plain", .comparison(plain, metric: "cost", isGain: false)),
      ("comparison-empty", .comparison([], metric: "auc", isGain: true)),
      ("segments", .segments(segments, measure: "auc", confidence: "95 % intervals by DeLong", model: "lightgbm")),
      (
        "segments-rate",
        .segments(
          rates, measure: "default rate", confidence: "95 % intervals by Wilson", isRate: true, model: "lightgbm")
      ),
      (
        "segments-empty",
        .segments([SegmentValue("all", rows: 3, positives: 0, value: nil)], measure: "auc", confidence: "none")
      ),
      ("tuning", .tuning(trials, goal: "auc", isGain: true, model: "lightgbm")),
      ("tuning-one", .tuning([TuningTrial(1, value: 120)], goal: "cost", isGain: false)),
      ("tuning-empty", .tuning([TuningTrial(1, value: .nan)], goal: "cost", isGain: false)),
      ("learning-curve", .learningCurve(steps, metric: "auc", model: "lightgbm")),
      ("learning-curve-one", .learningCurve([LearningStep(rows: 10, trained: [1], tested: [0.5])], metric: "auc")),
    ]
  }

  private static let segments = [
    SegmentValue("all", rows: 12_300, positives: 993, value: 0.7612, interval: 0.7451...0.7773),
    SegmentValue("CODE_GENDER \"F\"", rows: 8_110, positives: 567, value: 0.7533, interval: 0.7318...0.7748),
    SegmentValue("CODE_GENDER \"M\"", rows: 4_190, positives: 426, value: 0.7692, interval: 0.7449...0.7935),
    SegmentValue("CODE_GENDER null", rows: 4, positives: 0, value: nil),
  ]

  private static let rates = [
    SegmentValue(
      "all", rows: 12_300, positives: 993, value: 0.0807, interval: 0.0761...0.0857, expected: 0.0812),
    SegmentValue("F", rows: 8_110, positives: 567, value: 0.0699, interval: 0.0646...0.0757, expected: 0.0741),
    SegmentValue("M", rows: 4_190, positives: 426, value: 0.1017, interval: 0.0929...0.1112, expected: 0.0949),
  ]

  private static func folds(_ middle: Double, _ draw: inout Draws) -> [Double] {
    (0..<5).map { _ in middle + 0.006 * draw.normal() }
  }
}
