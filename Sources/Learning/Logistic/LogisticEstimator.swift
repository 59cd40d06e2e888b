import Columns
import Foundation
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
    let centred = try ProximalNewton(objective: objective, execution: execution).minimise()
    let coefficients = Array(centred.dropLast())
    let shift = zip(coefficients, objective.means).reduce(0) { $0 + $1.0 * $1.1 }
    return LogisticModel(
      featureNames: training.featureNames, coefficients: coefficients,
      intercept: centred[coefficients.count] - shift)
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { LogisticModel.self }
}

/// A fitted logistic regression.
public struct LogisticModel: FittedModel {
  private enum CodingKeys: String, CodingKey { case featureNames = "features", coefficients, intercept }

  /// The features' names, one for each coefficient.
  public let featureNames: [String]
  /// One for each feature, on the scale of the features.
  public let coefficients: [Double]
  /// The log-odds of a row whose features are all 0.
  public let intercept: Double

  /// The name of the estimator that fitted it.
  public var estimatorName: String { LogisticEstimator.name }
  /// The one kind: the size of a coefficient.
  public var importanceKinds: [String] { ["coefficient"] }

  /// The probability of class 1 for each row; throws ``LearningError`` for a missing value.
  public func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    try features.requireFinite(names: featureNames, for: "logistic regression")
    let blockRows = 1 << 14
    let blocks = try execution.map(count: (features.rows + blockRows - 1) / blockRows) { block in
      let start = block * blockRows
      var odds = [Double](repeating: intercept, count: min(blockRows, features.rows - start))
      for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
        let base = column * features.rows + start
        for row in odds.indices { odds[row] += coefficient * features.values[base + row] }
      }
      return odds.map(Self.probability)
    }
    return blocks.flatMap { $0 }
  }

  /// The coefficients, and the intercept below them.
  public var learnt: [(name: String, column: Column)]? {
    [
      ("feature", Column(texts: featureNames + ["(intercept)"])),
      ("coefficient", Column(doubles: coefficients + [intercept])),
    ]
  }

  /// The size of each coefficient, in log-odds for one unit of the feature.
  public func importances(kind: String) -> [Double] { coefficients.map { abs($0) } }

  /// 1 / (1 + exp(−logOdds)), without overflow.
  static func probability(_ logOdds: Double) -> Double {
    let small = exp(-abs(logOdds))
    return logOdds >= 0 ? 1 / (1 + small) : small / (1 + small)
  }
}

extension LogisticModel {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    featureNames = try container.decode([String].self, forKey: .featureNames)
    coefficients = try container.decode([Double].self, forKey: .coefficients)
    intercept = try container.decode(Double.self, forKey: .intercept)
    guard coefficients.count == featureNames.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .coefficients, in: container,
        debugDescription: "\(featureNames.count) numbers should stand here, not \(coefficients.count)")
    }
  }
}
