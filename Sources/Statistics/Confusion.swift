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
