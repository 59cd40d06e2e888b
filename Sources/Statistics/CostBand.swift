/// How the cost curve varies from fold to fold.
public struct CostBand: Sendable {
  /// The thresholds at which the curves are compared, ascending.
  public let thresholds: [Double]
  /// The lowest total of any fold at each threshold; NaN where no fold has a value.
  public let lowest: [Double]
  /// The highest total of any fold at each threshold; NaN where no fold has a value.
  public let highest: [Double]
  /// The mean over the folds at each threshold; NaN where no fold has a value.
  public let mean: [Double]

  /// The band of some curves on common thresholds.
  ///
  /// - Parameters:
  ///   - curves: one for each fold, each over the rows of that fold.
  ///   - rows: each fold's totals are scaled to this many rows, so that the band lies around the pooled curve.
  public init(curves: [CostCurve], thresholds: [Double], rows: Int) {
    self.thresholds = thresholds
    let atEach = thresholds.map { threshold in
      curves.compactMap { curve in
        curve.total(atThreshold: threshold).map { $0 * Double(rows) / Double(max(curve.rows, 1)) }
      }
    }
    lowest = atEach.map { $0.min() ?? .nan }
    highest = atEach.map { $0.max() ?? .nan }
    mean = atEach.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) }
  }
}
