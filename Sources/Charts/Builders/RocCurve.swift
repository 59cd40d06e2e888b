/// The points of a receiver operating characteristic: one per distinct score, from (0, 0) to (1, 1).
public struct RocCurve: Sendable, Equatable {
  public var falsePositiveRates: [Double]
  public var truePositiveRates: [Double]
  /// The score from which on a row counts as positive, for each point; +∞ for the first.
  public var thresholds: [Double]
  /// The area under the curve.
  public var area: Double

  public init(falsePositiveRates: [Double], truePositiveRates: [Double], thresholds: [Double], area: Double) {
    precondition(
      falsePositiveRates.count == truePositiveRates.count && thresholds.count == truePositiveRates.count,
      "a curve has as many rates as thresholds")
    (self.falsePositiveRates, self.truePositiveRates) = (falsePositiveRates, truePositiveRates)
    (self.thresholds, self.area) = (thresholds, area)
  }

  /// The curve of scores and their labels, equal scores taken together; rows with a NaN score are left out.
  ///
  /// Nil where one of the two classes has no rows: then there is no curve.
  public init?(scores: [Double], positives: [Bool]) {
    precondition(scores.count == positives.count, "every score needs a label")
    let order = scores.indices.filter { !scores[$0].isNaN }
      .sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    let positiveCount = order.count { positives[$0] }
    let negativeCount = order.count - positiveCount
    guard positiveCount > 0, negativeCount > 0 else { return nil }
    var (truePositives, falsePositives) = (0, 0)
    var twiceArea = 0
    var (x, y, cuts) = ([0.0], [0.0], [Double.infinity])
    var index = 0
    while index < order.count {
      let score = scores[order[index]]
      let (beforeTrue, beforeFalse) = (truePositives, falsePositives)
      while index < order.count, scores[order[index]] == score {
        if positives[order[index]] { truePositives += 1 } else { falsePositives += 1 }
        index += 1
      }
      twiceArea += (falsePositives - beforeFalse) * (truePositives + beforeTrue)
      x.append(Double(falsePositives) / Double(negativeCount))
      y.append(Double(truePositives) / Double(positiveCount))
      cuts.append(score)
    }
    let area = Double(twiceArea) / 2 / Double(positiveCount) / Double(negativeCount)
    self.init(falsePositiveRates: x, truePositiveRates: y, thresholds: cuts, area: area)
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
