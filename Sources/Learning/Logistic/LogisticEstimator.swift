import Columns
import Kernels

/// Logistic regression with L1, L2 or both penalties (elastic net).
///
/// Minimises Σ weight·log loss + λ₁·Σ|w| + λ₂/2·Σw² over the coefficients w and an intercept that is not penalised. In
/// scikit-learn's terms C = 1 / (λ₁ + λ₂) and l1_ratio = λ₁ / (λ₁ + λ₂).
public struct LogisticEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "logistic"
  /// One line for lists of estimators.
  public static let summary = "Logistic regression with L1 and L2 penalties; wants complete, scaled features."
  /// The weights of the two penalties.
  public static let parameters = [
    ParameterSpec(
      "l1", .float, default: .float(0), in: 0...Double.infinity, "The weight of Σ|w|; makes coefficients 0."),
    ParameterSpec(
      "l2", .float, default: .float(1), in: 0...Double.infinity,
      "The weight of Σw²/2, scikit-learn's 1/C; 0 where only l1 is given."),
  ]
  /// How it is called.
  public static let examples = ["logistic(l2: 0.5)", "logistic(l1: 2)"]

  let l1: Double
  let l2: Double

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) {
    l1 = parameters.number("l1")
    let onlyL1 = parameters.given.contains("l1") && !parameters.given.contains("l2")
    l2 = onlyL1 ? 0 : parameters.number("l2")
  }

  /// Minimises the penalised log loss; throws ``LearningError`` for a missing value, and `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    try training.features.requireFinite(names: training.featureNames, for: "logistic regression")
    let objective = LogisticObjective(training, l1: l1, l2: l2)
    let point = try ProximalNewton(objective: objective, execution: execution).minimise()
    let errors = l1 == 0 && l2 == 0 ? try LogisticErrors.standard(objective, at: point, execution) : nil
    return LogisticModel(featureNames: training.featureNames, point: point, means: objective.means, errors: errors)
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { LogisticModel.self }
}
