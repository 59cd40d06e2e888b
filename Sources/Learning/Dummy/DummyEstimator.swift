import Columns
import Kernels

/// Predicts the share of class 1 in the training rows for everybody: the floor under every comparison.
public struct DummyEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "dummy"
  /// One line for lists of estimators.
  public static let summary = "Gives every row the share of positives in the training rows."
  /// It has none.
  public static let parameters: [ParameterSpec] = []
  /// No feature matters to it.
  public static let ranksFeatures = false
  /// How it is called.
  public static let examples = ["dummy"]

  /// The estimator; there is nothing to set.
  public init(_ parameters: BoundParameters) {}

  /// Learns the share of positives, weighted where rows have weights.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    let weights = training.weights ?? Array(repeating: 1, count: training.labels.count)
    let whole = weights.reduce(0, +)
    guard whole > 0 else { throw LearningError("all rows weigh 0, so there is nothing to learn") }
    let prior = zip(weights, training.labels).reduce(0) { $0 + $1.0 * $1.1 } / whole
    return DummyModel(featureNames: training.featureNames, prior: prior)
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { DummyModel.self }
}

/// One probability for everybody.
struct DummyModel: FittedModel {
  private enum CodingKeys: String, CodingKey { case featureNames = "features", prior }

  let featureNames: [String]
  let prior: Double

  var estimatorName: String { DummyEstimator.name }
  var importanceKinds: [String] { ["none"] }

  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    return Array(repeating: prior, count: features.rows)
  }

  func importances(kind: String) -> [Double] { Array(repeating: 0, count: featureNames.count) }
}
