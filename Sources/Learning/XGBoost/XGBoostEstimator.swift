import Columns
import Kernels

/// Gradient-boosted trees by XGBoost.
public struct XGBoostEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "xgboost"
  /// One line for lists of estimators.
  public static let summary =
    "Gradient-boosted decision trees (XGBoost), in single precision; takes missing values as they are."

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// Boosts trees on the training rows; throws ``LearningError`` where the library is missing or refuses, for a value
  /// beyond single precision and for parameters that would have no effect, and `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    try requireEffect()
    try training.features.requireSinglePrecision(names: training.featureNames)
    try execution.memory.require(Double(training.features.values.count) * bytesPerNumber)
    try execution.checkCancelled()
    let matrix = try XGBoostMatrix(training.features, threads: execution.threads)
    try matrix.describe(training)
    let booster = try XGBoostBooster(
      matrix, names: training.featureNames, parameters: libraryParameters(seed: seed, threads: execution.threads))
    let rounds = Int(parameters.number("n_estimators"))
    execution.monitor.begin("growing trees", total: rounds)
    for round in 0..<rounds {
      try execution.checkCancelled()
      try booster.update(round: round, on: matrix)
      execution.monitor.advance(by: 1)
    }
    // The trained booster keeps its training data; one that was read from the text does not, and equals every later
    // copy.
    return XGBoostModel(featureNames: training.featureNames, booster: try XGBoostBooster(text: booster.text()))
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { XGBoostModel.self }

  private var isExact: Bool { parameters["tree_method"] == .text("exact") }

  /// What the library takes for a number: the number with its column, its bin, and sorted columns where it needs them.
  private var bytesPerNumber: Double {
    ["exact", "approx"].contains(parameters["tree_method"].description) ? 20 : 12
  }

  /// The parameters of the C library; only what was given is set, so that the library's own defaults hold.
  private func libraryParameters(seed: UInt64, threads: Int) -> [(name: String, value: String)] {
    let given = Self.parameters.filter { parameters.given.contains($0.name) && $0.name != "n_estimators" }
      .map { (name: $0.name, value: Self.libraryText(parameters[$0.name])) }
    return [
      ("objective", "binary:logistic"), ("nthread", "\(threads)"), ("seed", "\(seed & 0x7FFF_FFFF)"),
      ("verbosity", "0"),
    ] + given
  }

  private static func libraryText(_ value: ParameterValue) -> String {
    if case .bool(let flag) = value { return flag ? "1" : "0" }
    return value.description
  }

  /// The library ignores some parameters without a word.
  private func requireEffect() throws(LearningError) {
    for name in ["max_leaves", "max_bin", "grow_policy"] where isExact && parameters.given.contains(name) {
      throw LearningError(
        "`\(name)` has no effect with `tree_method: exact`", help: "take it away, or find splits by hist")
    }
    let dropsTrees = parameters.number("rate_drop") > 0 || parameters["one_drop"] == .bool(true)
    for name in ["sample_type", "normalize_type", "skip_drop"] where !dropsTrees && parameters.given.contains(name) {
      throw LearningError(
        "`\(name)` has no effect where no trees are dropped", help: "give a rate_drop above 0, or take it away")
    }
    if parameters["max_leaves"] == .int(1) {
      throw LearningError("a tree of 1 leaf tells nothing", help: "give 2 or more, or 0 for no limit")
    }
  }
}
