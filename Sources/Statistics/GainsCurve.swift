/// The share of class 1 that is refused against the share of all rows that are, from the highest score down.
///
/// Rows of equal scores are taken together. Between two points the curve is straight: that is what refusing some of the
/// rows of one score catches on average, so that nothing depends on the order of rows.
public struct GainsCurve: Sendable {
  /// Ascending from 0 to 1.
  public let refusedShares: [Double]
  /// Ascending from 0 to 1.
  public let caughtShares: [Double]
  /// The share of class 1 among all rows.
  public let baseRate: Double

  /// - Throws: ``StatisticsError`` without rows of class 1.
  public init(_ ranked: RankedScores) throws(StatisticsError) {
    guard ranked.positives > 0 else { throw StatisticsError("a curve of gains needs rows of class 1") }
    baseRate = Double(ranked.positives) / Double(ranked.rows)
    let points = (0...ranked.scores.count).reversed()
    refusedShares = points.map { Double(ranked.positivesFrom[$0] + ranked.negativesFrom[$0]) / Double(ranked.rows) }
    caughtShares = points.map { Double(ranked.positivesFrom[$0]) / Double(ranked.positives) }
  }

  /// The share of class 1 that is refused with a share of all rows, 0…1.
  public func caughtShare(atRefused share: Double) -> Double {
    var (low, high) = (0, refusedShares.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if refusedShares[middle] < share { low = middle + 1 } else { high = middle }
    }
    guard low > 0, refusedShares[low] > share else { return caughtShares[low] }
    let (x, y) = (refusedShares[low - 1], caughtShares[low - 1])
    return y + (caughtShares[low] - y) * ((share - x) / (refusedShares[low] - x))
  }

  /// How many times as many of class 1 there are in a part of the rows as in equally many rows at random.
  ///
  /// - Parameters:
  ///   - part: counted from 0, the highest scores.
  ///   - parts: how many equal parts there are.
  public func lift(ofPart part: Int, of parts: Int) -> Double {
    let (from, to) = (Double(part) / Double(parts), Double(part + 1) / Double(parts))
    return (caughtShare(atRefused: to) - caughtShare(atRefused: from)) * Double(parts)
  }

  /// The same of a part and all parts before it together.
  public func cumulativeLift(toPart part: Int, of parts: Int) -> Double {
    let share = Double(part + 1) / Double(parts)
    return caughtShare(atRefused: share) / share
  }
}
