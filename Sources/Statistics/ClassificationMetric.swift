/// The metrics of a classifier of two classes, by the names they have in evaluations.
public enum ClassificationMetric: String, Sendable, CaseIterable {
  case auc
  case averagePrecision = "average_precision"
  case gini, ks, brier
  case logLoss = "log_loss"
  case accuracy, precision, recall, f1, f2
  case falseNegativeRate = "fn_rate"
  case falseNegatives = "fn"
  case falsePositives = "fp"

  /// One line that says what the metric measures.
  public var summary: String {
    switch self {
    case .auc: "The area under the ROC curve; 0.5 is chance."
    case .averagePrecision: "The area under the precision–recall curve, by steps."
    case .gini: "2·AUC − 1."
    case .ks: "The largest distance between the score distributions of the two classes."
    case .brier: "The mean squared error of the probabilities."
    case .logLoss: "The mean negative log-likelihood of the labels."
    case .accuracy: "The share of rows decided rightly at the threshold."
    case .precision: "The share of the refused who would have defaulted."
    case .recall: "The share of the defaulters who are refused."
    case .f1: "The harmonic mean of precision and recall."
    case .f2: "As F1, with recall weighted four times."
    case .falseNegativeRate: "The share of the defaulters who are granted."
    case .falseNegatives: "How many defaulters are granted."
    case .falsePositives: "How many good clients are refused."
    }
  }
}
