/// The standard error of an AUC by DeLong, DeLong and Clarke-Pearson (1988), from midranks in one sort as in Sun and Xu
/// (2014).
public struct DeLong: Sendable, Equatable {
  /// The area under the ROC curve.
  public let area: Double
  /// The standard error of the area.
  public let standardError: Double

  /// The interval that holds the true area with 95 % confidence, cut off at 0 and 1.
  public var interval: ClosedRange<Double> {
    let reach = 1.959963984540054 * standardError
    return max(0, area - reach)...min(1, area + reach)
  }

  /// Nil with fewer than two rows of a class.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: as many, none of them NaN.
  public init?(labels: [Double], scores: [Double]) {
    guard let placements = Placements(labels: labels, scores: scores) else { return nil }
    let ones = placements.ones.map { placements.ofRow[$0] }, zeros = placements.zeros.map { placements.ofRow[$0] }
    area = PairwiseSummation.sum(ones) / Double(ones.count)
    standardError = (Self.variance(ones) / Double(ones.count) + Self.variance(zeros) / Double(zeros.count)).squareRoot()
  }

  /// With n − 1.
  static func variance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = PairwiseSummation.sum(values) / count
    return PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * (values[$0] - mean) } / (count - 1)
  }
}
