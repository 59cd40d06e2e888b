import Columns
import Foundation
import Kernels

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
