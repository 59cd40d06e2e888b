/// How often class 1 happens where it is predicted with some probability.
public struct CalibrationCurve: Sendable {
  /// Bands of the probabilities with about equally many rows, ascending.
  public let bands: [ScoreBands.Band]
  /// The mean squared error of the probabilities.
  public let brier: Double
  /// The mean distance of the share of class 1 in a band from its mean probability, bands weighing as their rows
  /// (expected calibration error; Naeini, Cooper and Hauskrecht, 2015, with bands of equally many rows).
  public let expectedError: Double

  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - probabilities: of class 1.
  ///   - count: how many bands there are where probabilities differ enough.
  /// - Throws: ``StatisticsError`` without rows, for a label that is not 0 or 1, and for what is no probability.
  public init(labels: [Double], probabilities: [Double], bands count: Int) throws(StatisticsError) {
    let ranked = try RankedScores(labels: labels, scores: probabilities)
    guard let brier = ProbabilityLoss.brier(labels: labels, probabilities: probabilities) else {
      let row = probabilities.firstIndex { !(0...1 ~= $0) }
      throw StatisticsError("calibration is of probabilities, from 0 to 1", row: row)
    }
    self.brier = brier
    bands = ScoreBands(ranked, count: count).bands
    let total = bands.reduce(0) { $0 + Double($1.rows) * abs($1.rate - $1.meanScore) }
    expectedError = total / Double(ranked.rows)
  }
}

/// The share of rows of some kind.
public enum Proportion {
  /// The interval that holds the share behind a sample with 95 % confidence (Wilson, 1927).
  ///
  /// - Parameters:
  ///   - count: how many of the rows are of the kind.
  ///   - rows: at least 1.
  public static func interval(_ count: Int, of rows: Int) -> ClosedRange<Double> {
    precondition(rows > 0 && (0...rows).contains(count), "a share is of some rows")
    let (n, share) = (Double(rows), Double(count) / Double(rows))
    let z = 1.959963984540054
    let square = z * z / n
    let middle = (share + square / 2) / (1 + square)
    let half = z / (1 + square) * (share * (1 - share) / n + square / (4 * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}
