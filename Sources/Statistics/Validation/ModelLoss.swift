import Foundation

/// What a probability costs in a row by what happened there; the mean over the rows is the metric of the same name.
public enum ModelLoss: String, Sendable, CaseIterable {
  /// The squared distance of outcome and probability.
  case brier
  /// −log of the probability given to what happened; held 2⁻⁵² away from 0 and 1, as in scikit-learn.
  case logLoss = "log_loss"

  /// - Parameters:
  ///   - label: 0 or 1.
  ///   - probability: of class 1, from 0 to 1.
  public func of(label: Double, probability: Double) -> Double {
    switch self {
    case .brier: return (label - probability) * (label - probability)
    case .logLoss:
      let kept = min(max(probability, Double.ulpOfOne), 1 - Double.ulpOfOne)
      return label == 1 ? -log(kept) : -log1p(-kept)
    }
  }
}
