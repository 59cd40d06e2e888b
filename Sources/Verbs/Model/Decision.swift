import Columns
import Language
import Statistics

/// What a model's cut was chosen by, as `threshold` found it on out-of-fold scores.
struct Decision: Codable, Sendable {
  /// The cost as it was called.
  let cost: String
  /// What the best decision costs, and what it costs at thresholds chosen on other folds; nil where undefined.
  let total: Double?
  let honest: Double?
  /// The metrics of all out-of-fold scores by name; those of decisions at the cut.
  let metrics: [String: Double]
  /// The least and the greatest of each metric over the folds; nil in models of an older program.
  let lowest: [String: Double]?
  let greatest: [String: Double]?

  init(_ threshold: ThresholdValue) {
    (cost, total, honest) = (threshold.costName, threshold.cost.number, threshold.honestCost.number)
    let decided = threshold.decided
    func metrics(_ value: (ClassificationMetric) -> Double?) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: ClassificationMetric.allCases.compactMap { metric in
        value(metric).map { (metric.rawValue, $0) }
      })
    }
    func ofFolds(_ metric: ClassificationMetric) -> [Double] { decided?.folds.compactMap { $0[metric] } ?? [] }
    self.metrics = metrics { decided?.pooled[$0] }
    (lowest, greatest) = (metrics { ofFolds($0).min() }, metrics { ofFolds($0).max() })
  }

  var facts: [(String, String)] {
    let honest = "\(Cell(number: honest).brief) at thresholds of other folds"
    return [("decided by", "\(cost): \(Cell(number: total).brief), \(honest)")]
  }
}
