/// A ROC curve as somebody computed it: what is drawn is what is compared and reported.
public struct RateCurve: Sendable, Equatable {
  /// Ascending from 0 to 1.
  public var falsePositiveRates: [Double]
  /// Ascending from 0 to 1; as many as false positive rates.
  public var truePositiveRates: [Double]
  /// The score from which on a row counts as positive, for each point; +∞ for the first.
  public var thresholds: [Double]
  /// The area under the curve.
  public var area: Double

  /// The rates and thresholds are equally many.
  public init(falsePositiveRates: [Double], truePositiveRates: [Double], thresholds: [Double], area: Double) {
    precondition(
      falsePositiveRates.count == truePositiveRates.count && thresholds.count == truePositiveRates.count,
      "a curve has as many rates as thresholds")
    (self.falsePositiveRates, self.truePositiveRates) = (falsePositiveRates, truePositiveRates)
    (self.thresholds, self.area) = (thresholds, area)
  }

  /// The point where the rates differ most either way (Kolmogorov and Smirnov), the first of several.
  public var largestGap: (index: Int, gap: Double)? {
    var best: (index: Int, gap: Double)?
    for index in truePositiveRates.indices {
      let gap = (truePositiveRates[index] - falsePositiveRates[index]).magnitude
      if gap > (best?.gap ?? 0) { best = (index, gap) }
    }
    return best
  }

  var points: [ChartPoint] { zip(falsePositiveRates, truePositiveRates).map { ChartPoint($0, $1) } }
}
