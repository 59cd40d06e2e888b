import Foundation

/// The difference of the areas under two ROC curves over the same rows, with its error by DeLong, DeLong and
/// Clarke-Pearson (1988).
///
/// The scores of both are of the same clients, so that their errors go together: the variance is that of the
/// differences of each row's placement, which is var(A) + var(B) − 2·cov(A, B).
public struct PairedDeLong: Sendable, Equatable {
  /// The area of the first scores.
  public let first: Double
  /// The area of the second scores.
  public let second: Double
  /// The standard error of ``difference``.
  public let standardError: Double

  /// The area of the second scores less that of the first ones: positive where the second rank better.
  public var difference: Double { second - first }

  /// The interval that holds the true difference with 95 % confidence.
  public var interval: ClosedRange<Double> {
    let reach = 1.959963984540054 * standardError
    return difference - reach...difference + reach
  }

  /// The two-sided p-value of no difference, by the normal distribution; nil where the error is 0.
  public var pValue: Double? {
    standardError > 0 ? erfc(abs(difference) / standardError / 2.0.squareRoot()) : nil
  }

  /// Nil with fewer than two rows of a class.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - first: a score for each row, none of them NaN.
  ///   - second: likewise, of the same rows in the same order.
  public init?(labels: [Double], first: [Double], second: [Double]) {
    guard let own = Placements(labels: labels, scores: first), let other = Placements(labels: labels, scores: second)
    else { return nil }
    func mean(_ placements: Placements) -> Double {
      PairwiseSummation.sum(placements.ones.map { placements.ofRow[$0] }) / Double(placements.ones.count)
    }
    (self.first, self.second) = (mean(own), mean(other))
    func variance(_ label: Double) -> Double {
      let rows = labels.indices.filter { (labels[$0] == 1) == (label == 1) }
      return DeLong.variance(rows.map { other.ofRow[$0] - own.ofRow[$0] }) / Double(rows.count)
    }
    standardError = (variance(1) + variance(0)).squareRoot()
  }
}
