import Columns
import Foundation
import Kernels
import Statistics

/// A fitted scorecard: each feature gives points, and their sum stands for odds.
public struct ScorecardModel: ExplainableModel {
  private enum CodingKeys: String, CodingKey {
    case featureNames = "features", terms, intercept, interceptError, scale, isRounded, rounding, remarks
  }

  /// What a feature has to do with the score.
  public struct Term: Codable, Sendable, Equatable {
    /// In log-odds of class 1 for one unit of the feature; 0 of one that was not chosen.
    public let coefficient: Double
    /// The standard error by the Fisher information; nil of one that was not chosen, or that others determine.
    public let error: Double?
    /// How much greater the variance of the coefficient is for the other features: 1 / (1 − R²). Nil of one that was
    /// not chosen, or that others determine.
    public let inflation: Double?
    /// The least points among the training rows.
    public let lowest: Double
    /// Their mean.
    public let mean: Double
    /// The greatest of them.
    public let highest: Double
  }

  /// The features' names, one for each term.
  public let featureNames: [String]
  /// One for each feature.
  public let terms: [Term]
  /// The log-odds of class 1 where all features are 0.
  public let intercept: Double
  /// The standard error of ``intercept``.
  public let interceptError: Double?
  /// What points stand for.
  public let scale: PointScale
  /// Whether points are whole numbers.
  public let isRounded: Bool
  /// By how many points rounding moved the score of a training row at most.
  public let rounding: Double
  /// What was left out, and why.
  public let remarks: [String]

  init(
    _ training: TrainingSet, _ choice: ScorecardSelection.Choice, scale: PointScale, isRounded: Bool,
    _ execution: Execution
  ) throws {
    let fit = choice.fit, features = training.features
    (featureNames, intercept, self.scale, self.isRounded) = (training.featureNames, fit.intercept, scale, isRounded)
    (remarks, interceptError) = (choice.remarks, fit.errors.last ?? nil)
    let inflations = try VarianceInflation.factors(features.selecting(columns: fit.features), execution)
    let places = Dictionary(uniqueKeysWithValues: fit.features.enumerated().map { ($1, $0) })
    terms = featureNames.indices.map { feature in
      guard let place = places[feature] else {
        return Term(coefficient: 0, error: nil, inflation: nil, lowest: 0, mean: 0, highest: 0)
      }
      let values = features.values[feature * features.rows..<(feature + 1) * features.rows]
      let points = values.map { Self.points(fit.coefficients[place], $0, scale, isRounded) }
      return Term(
        coefficient: fit.coefficients[place], error: fit.errors[place], inflation: inflations[place],
        lowest: points.min() ?? 0,
        mean: PairwiseSummation.sum(count: points.count) { points[$0] } / Double(max(1, points.count)),
        highest: points.max() ?? 0)
    }
    rounding = isRounded ? Self.greatestRounding(features, fit, scale) : 0
  }

  /// The name of the estimator that fitted it.
  public var estimatorName: String { ScorecardEstimator.name }

  /// The points that every client has.
  public var basePoints: Double {
    let exact = scale.points(logOdds: intercept)
    return isRounded ? exact.rounded() : exact
  }

  /// The points of a value of a feature.
  public func points(of feature: Int, at value: Double) -> Double {
    Self.points(terms[feature].coefficient, value, scale, isRounded)
  }

  private static func points(_ coefficient: Double, _ value: Double, _ scale: PointScale, _ isRounded: Bool) -> Double {
    let exact = -scale.factor * coefficient * value
    // A sum without negative zeros.
    return (isRounded ? exact.rounded() : exact) + 0
  }

  /// By how many points rounding can move a score at most: a half for each chosen feature and for the base.
  public var roundingBound: Double { isRounded ? 0.5 * Double(terms.count { $0.coefficient != 0 } + 1) : 0 }

  private static func greatestRounding(_ features: Matrix, _ fit: SubsetFit, _ scale: PointScale) -> Double {
    let base = scale.points(logOdds: fit.intercept), baseGap = base.rounded() - base
    var greatest = abs(baseGap)
    for row in 0..<features.rows {
      var gap = baseGap
      for (feature, coefficient) in zip(fit.features, fit.coefficients) {
        let value = features.values[feature * features.rows + row]
        gap += points(coefficient, value, scale, true) - points(coefficient, value, scale, false)
      }
      greatest = max(greatest, abs(gap))
    }
    return greatest
  }

  /// The points of each row; throws ``LearningError`` for a missing value.
  public func points(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    try features.requireFinite(names: featureNames, for: "a scorecard")
    let blockRows = 1 << 14
    let blocks = try execution.map(count: (features.rows + blockRows - 1) / blockRows) { block in
      let start = block * blockRows
      var sums = [Double](repeating: basePoints, count: min(blockRows, features.rows - start))
      for (column, term) in terms.enumerated() where term.coefficient != 0 {
        let base = column * features.rows + start
        for row in sums.indices { sums[row] += points(of: column, at: features.values[base + row]) }
      }
      return sums
    }
    return blocks.flatMap { $0 }
  }

  /// The probability of class 1 that the points of each row stand for.
  public func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try points(features, execution: execution).map { LogisticModel.probability(scale.logOdds(points: $0)) }
  }

  /// What the points of a feature add to the log-odds, counted from their mean in training; last the log-odds of the
  /// means.
  public func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    try features.requireFinite(names: featureNames, for: "a scorecard")
    let columns = try execution.map(count: terms.count) { column in
      try execution.checkCancelled()
      let base = column * features.rows
      return (0..<features.rows).map { row in
        (terms[column].mean - points(of: column, at: features.values[base + row])) / scale.factor
      }
    }
    let expected = scale.logOdds(points: terms.reduce(basePoints) { $0 + $1.mean })
    return Matrix(columns: columns + [[Double](repeating: expected, count: features.rows)])
  }

  /// The points between the worst and the best value of a feature.
  public var importanceKinds: [String] { ["points"] }

  /// How far apart the points of a feature lie among the training rows.
  public func importances(kind: String) -> [Double] { terms.map { $0.highest - $0.lowest } }
}

extension ScorecardModel {
  /// How many features were chosen, and what rounding does.
  public var facts: [(name: String, value: Double)] {
    [("chosen", Double(terms.count { $0.coefficient != 0 })), ("base_points", basePoints)]
      + (isRounded ? [("rounding", rounding), ("rounding_bound", roundingBound)] : [])
  }

  /// A row for each feature and for the base, with the tests of its coefficient and its points.
  public var learnt: [(name: String, column: Column)]? {
    let coefficients = terms.map(\.coefficient) + [intercept]
    let errors = terms.map(\.error) + [interceptError]
    let z = zip(coefficients, errors).map { value, error in error.flatMap { $0 > 0 ? value / $0 : nil } }
    func floats(_ value: (Term) -> Double?, _ base: Double?) -> Column { Column(floats: terms.map(value) + [base]) }
    return [
      ("feature", Column(texts: featureNames + ["(base)"])), ("coefficient", Column(doubles: coefficients)),
      ("standard_error", Column(floats: errors)), ("z", Column(floats: z)),
      ("p", Column(floats: z.map { $0.map { erfc(abs($0) / 2.0.squareRoot()) } })),
      ("vif", floats(\.inflation, nil)), ("lowest_points", floats(\.lowest, basePoints)),
      ("mean_points", floats(\.mean, basePoints)), ("highest_points", floats(\.highest, basePoints)),
    ]
  }
}

extension ScorecardModel {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    featureNames = try container.decode([String].self, forKey: .featureNames)
    terms = try container.decode([Term].self, forKey: .terms)
    intercept = try container.decode(Double.self, forKey: .intercept)
    interceptError = try container.decodeIfPresent(Double.self, forKey: .interceptError)
    scale = try container.decode(PointScale.self, forKey: .scale)
    isRounded = try container.decode(Bool.self, forKey: .isRounded)
    rounding = try container.decode(Double.self, forKey: .rounding)
    remarks = try container.decode([String].self, forKey: .remarks)
    guard terms.count == featureNames.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .terms, in: container,
        debugDescription: "\(featureNames.count) terms should stand here, not \(terms.count)")
    }
  }
}
