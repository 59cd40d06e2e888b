/// All metrics of one set of scores against its labels.
public struct Evaluation: Sendable {
  /// The scores, ranked, with the labels counted.
  public let ranked: RankedScores
  /// The score from which on a row counts as positive.
  public let threshold: Double
  /// The outcomes of deciding by the threshold.
  public let confusion: Confusion
  private let values: [ClassificationMetric: Double]

  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: the higher, the likelier class 1. Brier and log loss need probabilities and are nil without.
  ///   - threshold: rows that score at least this are predicted 1.
  /// - Throws: ``StatisticsError`` for a label that is not 0 or 1, and for a score that is missing.
  public init(labels: [Double], scores: [Double], threshold: Double = 0.5) throws(StatisticsError) {
    ranked = try RankedScores(labels: labels, scores: scores)
    self.threshold = threshold
    confusion = ranked.confusion(from: ranked.index(ofThreshold: threshold))
    var values: [ClassificationMetric: Double] = [
      .falseNegatives: Double(confusion.falseNegatives), .falsePositives: Double(confusion.falsePositives),
    ]
    values[.auc] = ranked.areaUnderROC
    values[.averagePrecision] = ranked.averagePrecision
    values[.gini] = ranked.gini
    values[.ks] = ranked.kolmogorovSmirnov
    values[.brier] = ProbabilityLoss.brier(labels: labels, probabilities: scores)
    values[.logLoss] = ProbabilityLoss.logLoss(labels: labels, probabilities: scores)
    values[.accuracy] = confusion.accuracy
    values[.precision] = confusion.precision
    values[.recall] = confusion.recall
    values[.f1] = confusion.fScore(beta: 1)
    values[.f2] = confusion.fScore(beta: 2)
    values[.falseNegativeRate] = confusion.falseNegativeRate
    self.values = values
  }

  /// The metric's value, or nil where these rows do not define it (0 / 0, or one class only).
  public subscript(metric: ClassificationMetric) -> Double? { values[metric] }
}
