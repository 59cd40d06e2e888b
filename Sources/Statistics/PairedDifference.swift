import Foundation

/// The mean of the differences of two models over the folds of a cross-validation, with an interval.
///
/// The corrected resampled t-test of Nadeau and Bengio (2003, "Inference for the Generalization Error"): training sets
/// of a cross-validation overlap, so that the variance of the mean is taken as (1/k + n_test/n_train)·s² instead of
/// s²/k. Without the correction intervals are far too short.
public struct PairedDifference: Sendable, Equatable {
  /// The mean over the folds.
  public let mean: Double
  /// The ends of the interval that holds the true difference with the confidence asked for.
  public let interval: ClosedRange<Double>
  /// The two-sided p-value of no difference; 1 where all differences are 0.
  public let pValue: Double

  /// Nil with fewer than two differences, or where one is not finite.
  ///
  /// - Parameters:
  ///   - differences: one for each fold.
  ///   - testShare: rows that a fold tests for each row that it is trained on; 1/(k − 1) in a plain cross-validation.
  ///   - confidence: between 0 and 1.
  public init?(_ differences: [Double], testShare: Double, confidence: Double = 0.95) {
    guard differences.count > 1, differences.allSatisfy(\.isFinite) else { return nil }
    let count = Double(differences.count)
    let mean = PairwiseSummation.sum(differences) / count
    let squares = PairwiseSummation.sum(count: differences.count) {
      (differences[$0] - mean) * (differences[$0] - mean)
    }
    let error = ((1 / count + testShare) * squares / (count - 1)).squareRoot()
    let reach = error * StudentT.quantile(0.5 + confidence / 2, degrees: count - 1)
    self.mean = mean
    interval = mean - reach...mean + reach
    pValue = error > 0 ? StudentT.twoSided(mean / error, degrees: count - 1) : mean == 0 ? 1 : 0
  }
}
