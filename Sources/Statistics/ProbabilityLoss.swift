import Foundation

/// Losses of predicted probabilities of class 1.
public enum ProbabilityLoss {
  /// The mean squared difference of label and probability; nil without rows or where a score is no probability.
  public static func brier(labels: [Double], probabilities: [Double]) -> Double? {
    guard areProbabilities(probabilities) else { return nil }
    return PairwiseSummation.sum(count: labels.count) { row in
      let difference = labels[row] - probabilities[row]
      return difference * difference
    } / Double(labels.count)
  }

  /// The mean of −log of the probability given to what happened; nil without rows or where a score is no probability.
  ///
  /// Probabilities are clipped to [ε, 1 − ε] with ε = 2⁻⁵², as in scikit-learn, so one sure mistake costs about 36.
  public static func logLoss(labels: [Double], probabilities: [Double]) -> Double? {
    guard areProbabilities(probabilities) else { return nil }
    let epsilon = Double.ulpOfOne
    return PairwiseSummation.sum(count: labels.count) { row in
      let probability = min(max(probabilities[row], epsilon), 1 - epsilon)
      return labels[row] == 1 ? -log(probability) : -log1p(-probability)
    } / Double(labels.count)
  }

  private static func areProbabilities(_ values: [Double]) -> Bool {
    !values.isEmpty && values.allSatisfy { $0 >= 0 && $0 <= 1 }
  }
}
