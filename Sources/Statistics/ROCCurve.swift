/// True against false positive rate for every distinct threshold.
public struct ROCCurve: Sendable {
  /// Ascending from 0 to 1.
  public let falsePositiveRates: [Double]
  /// Ascending from 0 to 1.
  public let truePositiveRates: [Double]
  /// The lowest refused score of each point, descending; nil at the first point, which refuses nobody.
  public let thresholds: [Double?]
  /// The area under the curve, exact as in ``RankedScores/areaUnderROC``.
  public let area: Double

  /// - Throws: ``StatisticsError`` where a class is empty.
  public init(_ ranked: RankedScores) throws(StatisticsError) {
    guard let area = ranked.areaUnderROC else {
      throw StatisticsError("a ROC curve needs rows of both classes")
    }
    self.area = area
    let count = ranked.scores.count
    let points = (0...count).reversed()
    falsePositiveRates = points.map { Double(ranked.negativesFrom[$0]) / Double(ranked.negatives) }
    truePositiveRates = points.map { Double(ranked.positivesFrom[$0]) / Double(ranked.positives) }
    thresholds = points.map { $0 == count ? nil : ranked.scores[$0] }
  }
}
