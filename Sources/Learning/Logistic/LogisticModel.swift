import Columns
import Foundation
import Kernels

/// A fitted logistic regression.
public struct LogisticModel: ExplainableModel {
  private enum CodingKeys: String, CodingKey {
    case featureNames = "features", coefficients, intercept, means, errors
  }

  /// The features' names, one for each coefficient.
  public let featureNames: [String]
  /// One for each feature, on the scale of the features.
  public let coefficients: [Double]
  /// The log-odds of a row whose features are all 0.
  public let intercept: Double
  /// The mean of each feature in training, from which contributions are counted.
  public let means: [Double]
  /// The standard errors of the coefficients and, last, of the intercept; nil behind penalties, which have none. One is
  /// nil where earlier features determine its feature, and its coefficient is 0.
  public let errors: [Double?]?

  /// The model of a point of ``LogisticObjective``, whose intercept is that of centred features.
  init(featureNames: [String], point: [Double], means: [Double], errors: [Double?]?) {
    (self.featureNames, self.means, self.errors) = (featureNames, means, errors)
    coefficients = Array(point.dropLast())
    intercept = point[means.count] - zip(point, means).reduce(0) { $0 + $1.0 * $1.1 }
  }

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

  /// The coefficients, and the intercept below them, each with what ``significance`` tells of it.
  public var learnt: [(name: String, column: Column)]? {
    [
      ("feature", Column(texts: featureNames + ["(intercept)"])),
      ("coefficient", Column(doubles: coefficients + [intercept])),
    ] + significance.map { ($0.name, Column(floats: $0.values)) }
  }

  /// For the coefficients and, last, the intercept: the standard error by the Fisher information, z = coefficient /
  /// error, and p, how likely a |z| so large would be by a normal distribution if the coefficient were 0.
  public var significance: [(name: String, values: [Double?])] {
    let errors = errors ?? [Double?](repeating: nil, count: coefficients.count + 1)
    let z = zip(coefficients + [intercept], errors).map { value, error in error.map { value / $0 } }
    return [("standard_error", errors), ("z", z), ("p", z.map { $0.map { erfc(abs($0) / 2.0.squareRoot()) } })]
  }

  /// coefficient · (value − mean in training), the linear SHAP value on the log-odds where features are independent
  /// (Lundberg and Lee, "A unified approach to interpreting model predictions", 2017); last the log-odds of the means.
  public func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    try features.requireFinite(names: featureNames, for: "logistic regression")
    let columns = try execution.map(count: coefficients.count) { column in
      try execution.checkCancelled()
      let base = column * features.rows
      return (0..<features.rows).map { coefficients[column] * (features.values[base + $0] - means[column]) }
    }
    let expected = zip(coefficients, means).reduce(intercept) { $0 + $1.0 * $1.1 }
    return Matrix(columns: columns + [[Double](repeating: expected, count: features.rows)])
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
    means = try container.decode([Double].self, forKey: .means)
    errors = try container.decodeIfPresent([Double?].self, forKey: .errors)
    let count = featureNames.count
    let counts = [(CodingKeys.coefficients, coefficients.count, count), (.means, means.count, count)]
      + (errors.map { [(.errors, $0.count, count + 1)] } ?? [])
    if let (key, found, wanted) = counts.first(where: { $0.1 != $0.2 }) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "\(wanted) numbers should stand here, not \(found)")
    }
  }
}
