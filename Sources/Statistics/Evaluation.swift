import Foundation

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

/// The metrics of a classifier of two classes, by the names they have in evaluations.
public enum ClassificationMetric: String, Sendable, CaseIterable {
  case auc
  case averagePrecision = "average_precision"
  case gini, ks, brier
  case logLoss = "log_loss"
  case accuracy, precision, recall, f1, f2
  case falseNegativeRate = "fn_rate"
  case falseNegatives = "fn"
  case falsePositives = "fp"

  /// One line that says what the metric measures.
  public var summary: String {
    switch self {
    case .auc: "The area under the ROC curve; 0.5 is chance."
    case .averagePrecision: "The area under the precision–recall curve, by steps."
    case .gini: "2·AUC − 1."
    case .ks: "The largest distance between the score distributions of the two classes."
    case .brier: "The mean squared error of the probabilities."
    case .logLoss: "The mean negative log-likelihood of the labels."
    case .accuracy: "The share of rows decided rightly at the threshold."
    case .precision: "The share of the refused who would have defaulted."
    case .recall: "The share of the defaulters who are refused."
    case .f1: "The harmonic mean of precision and recall."
    case .f2: "As F1, with recall weighted four times."
    case .falseNegativeRate: "The share of the defaulters who are granted."
    case .falseNegatives: "How many defaulters are granted."
    case .falsePositives: "How many good clients are refused."
    }
  }
}

/// How many rows a decision got right and wrong. Positive is class 1 (default), predicted where a client is refused.
public struct Confusion: Sendable, Hashable {
  /// Rows of class 1 that were refused.
  public let truePositives: Int
  /// Rows of class 0 that were refused.
  public let falsePositives: Int
  /// Rows of class 0 that were granted.
  public let trueNegatives: Int
  /// Rows of class 1 that were granted.
  public let falseNegatives: Int

  /// The four counts of a decision, none negative.
  public init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    (self.truePositives, self.falsePositives) = (truePositives, falsePositives)
    (self.trueNegatives, self.falseNegatives) = (trueNegatives, falseNegatives)
  }

  /// The counts of the rule "refuse where score ≥ threshold".
  public init(labels: [Double], scores: [Double], threshold: Double) {
    var counts = [0, 0, 0, 0]
    for (label, score) in zip(labels, scores) { counts[(score >= threshold ? 2 : 0) + (label == 1 ? 1 : 0)] += 1 }
    self.init(
      truePositives: counts[3], falsePositives: counts[2], trueNegatives: counts[0], falseNegatives: counts[1])
  }

  /// Rows of class 1.
  public var positives: Int { truePositives + falseNegatives }
  /// Rows of class 0.
  public var negatives: Int { trueNegatives + falsePositives }
  /// All rows.
  public var rows: Int { positives + negatives }

  /// The share of rows decided rightly; nil without rows.
  public var accuracy: Double? { Self.ratio(truePositives + trueNegatives, rows) }
  /// The share of the refused who would have defaulted; nil where nobody is refused.
  public var precision: Double? { Self.ratio(truePositives, truePositives + falsePositives) }
  /// The share of the defaulters who are refused; nil without defaulters.
  public var recall: Double? { Self.ratio(truePositives, positives) }
  /// The share of the good clients who are refused; nil without good clients.
  public var falsePositiveRate: Double? { Self.ratio(falsePositives, negatives) }
  /// The share of the defaulters who are granted, 1 − recall; nil without defaulters.
  public var falseNegativeRate: Double? { Self.ratio(falseNegatives, positives) }

  /// The weighted harmonic mean of precision and recall, (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP); nil for 0 / 0.
  public func fScore(beta: Double) -> Double? {
    let square = beta * beta
    let hits = (1 + square) * Double(truePositives)
    let whole = hits + square * Double(falseNegatives) + Double(falsePositives)
    return whole > 0 ? hits / whole : nil
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}

/// Losses of predicted probabilities of class 1.
public enum ProbabilityLoss {
  /// The mean squared difference of label and probability; nil without rows or where a score is no probability.
  public static func brier(labels: [Double], probabilities: [Double]) -> Double? {
    guard areProbabilities(probabilities) else { return nil }
    return PairwiseSummation.sum(count: labels.count) { row in
      let difference = labels[row] - probabilities[row]
      return difference * difference
    } / Double(labels.count)
  }

  /// The mean of −log of the probability given to what happened; nil without rows or where a score is no probability.
  ///
  /// Probabilities are clipped to [ε, 1 − ε] with ε = 2⁻⁵², as in scikit-learn, so one sure mistake costs about 36.
  public static func logLoss(labels: [Double], probabilities: [Double]) -> Double? {
    guard areProbabilities(probabilities) else { return nil }
    let epsilon = Double.ulpOfOne
    return PairwiseSummation.sum(count: labels.count) { row in
      let probability = min(max(probabilities[row], epsilon), 1 - epsilon)
      return labels[row] == 1 ? -log(probability) : -log1p(-probability)
    } / Double(labels.count)
  }

  private static func areProbabilities(_ values: [Double]) -> Bool {
    !values.isEmpty && values.allSatisfy { $0 >= 0 && $0 <= 1 }
  }
}
