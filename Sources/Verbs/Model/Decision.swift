import Columns
import Language

/// What a model's cut was chosen by, as `threshold` found it on out-of-fold scores.
struct Decision: Codable, Sendable {
  /// The cost as it was called.
  let cost: String
  /// What the best decision costs, and what it costs at thresholds chosen on other folds; nil where undefined.
  let total: Double?
  let honest: Double?
  /// The metrics of all out-of-fold scores by name.
  let metrics: [String: Double]

  init(_ threshold: ThresholdValue) {
    (cost, total, honest) = (threshold.costName, threshold.cost.number, threshold.honestCost.number)
    metrics = Dictionary(
      threshold.metrics.compactMap { name, cell in cell.number.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  var facts: [(String, String)] {
    let honest = "\(Cell(number: honest).brief) at thresholds of other folds"
    return [("decided by", "\(cost): \(Cell(number: total).brief), \(honest)")]
  }
}
