/// Precision against recall for every distinct threshold, from the highest one down.
///
/// The points are those of scikit-learn's `precision_recall_curve` in the other order and without the last one it adds,
/// a precision of 1 for refusing nobody, which no row stands for.
public struct PrecisionRecallCurve: Sendable {
  /// The share of class 1 that is refused, ascending to 1.
  public let recalls: [Double]
  /// The share of class 1 among the refused.
  public let precisions: [Double]
  /// The lowest refused score of each point, descending.
  public let thresholds: [Double]
  /// The area under the steps of the curve, as ``RankedScores/averagePrecision``.
  public let averagePrecision: Double
  /// The share of class 1 among all rows: the precision of scores that know nothing.
  public let baseRate: Double

  /// - Throws: ``StatisticsError`` without rows of class 1.
  public init(_ ranked: RankedScores) throws(StatisticsError) {
    guard let averagePrecision = ranked.averagePrecision else {
      throw StatisticsError("a precision-recall curve needs rows of class 1")
    }
    self.averagePrecision = averagePrecision
    baseRate = Double(ranked.positives) / Double(ranked.rows)
    let points = ranked.scores.indices.reversed()
    recalls = points.map { Double(ranked.positivesFrom[$0]) / Double(ranked.positives) }
    precisions = points.map {
      Double(ranked.positivesFrom[$0]) / Double(ranked.positivesFrom[$0] + ranked.negativesFrom[$0])
    }
    thresholds = points.map { ranked.scores[$0] }
  }
}
