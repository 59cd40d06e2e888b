import Columns
import Kernels

/// Gradient-boosted trees by XGBoost.
public struct XGBoostEstimator: SteppingEstimator {
  /// The estimator's name in the language.
  public static let name = "xgboost"
  /// One line for lists of estimators.
  public static let summary =
    "Gradient-boosted decision trees (XGBoost), in single precision; takes missing values as they are."

  /// The library's name for what is judged.
  static let metric = "eval_metric"

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// Takes up the training rows; throws ``LearningError`` where the library is missing or refuses, for a value beyond
  /// single precision, and `Cancelled`.
  public func begin(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any SteppedFit {
    try training.requireBothClasses()
    try training.features.requireSinglePrecision(names: training.featureNames)
    let parts = try stopping?.parts(of: training, seed: seed, execution: execution)
    return try begin(parts?.learnt ?? training, judged: parts?.judged, seed: seed, execution: execution)
  }

  /// - Parameter judged: the inner part that decides how many trees are kept.
  func begin(_ training: TrainingSet, judged: TrainingSet?, seed: UInt64, execution: Execution) throws -> XGBoostFit {
    XGBoostFit(
      self, try matrix(training, execution), judged: try judged.map { ($0.labels.count, try matrix($0, execution)) },
      stopping: judged == nil ? nil : stopping, isLatest: judged?.times != nil, seed: seed,
      names: training.featureNames,
      bytes: Double(training.features.values.count) * bytesPerNumber)
  }

  /// How many rounds it takes at most.
  var rounds: Int { Int(parameters.number("n_estimators")) }

  private func matrix(_ training: TrainingSet, _ execution: Execution) throws -> XGBoostMatrix {
    try execution.memory.require(Double(training.features.values.count) * bytesPerNumber)
    try execution.checkCancelled()
    let matrix = try XGBoostMatrix(training.features, threads: execution.threads)
    try matrix.describe(training)
    return matrix
  }

  private var stopping: EarlyStopping? { EarlyStopping(parameters, metric: Self.metric) }

  /// Whether `early_stopping_rounds` was given.
  public var stopsEarly: Bool { stopping != nil }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { XGBoostModel.self }

  /// What the library takes for a number at its peak, as measured: the number with its column, its bin, and sorted
  /// columns where it needs them.
  private var bytesPerNumber: Double {
    ["exact", "approx"].contains(parameters["tree_method"].description) ? 21 : 13
  }

  /// The parameters of the C library; only what was given is set, so that the library's own defaults hold.
  func libraryParameters(seed: UInt64, threads: Int) -> [(name: String, value: String)] {
    let own = EarlyStopping.names(metric: Self.metric).union(["n_estimators"])
    let given = Self.parameters.filter { parameters.given.contains($0.name) && !own.contains($0.name) }
      .map { (name: $0.name, value: Self.libraryText(parameters[$0.name])) }
    return [
      ("objective", "binary:logistic"), ("nthread", "\(threads)"), ("seed", "\(seed & 0x7FFF_FFFF)"),
      ("verbosity", "0"), ("eval_metric", parameters[Self.metric].description),
    ] + given
  }

  private static func libraryText(_ value: ParameterValue) -> String {
    if case .bool(let flag) = value { return flag ? "1" : "0" }
    return value.description
  }

  /// Whether rounds drop trees; `booster: dart` alone does not.
  static func dropsTrees(_ parameters: BoundParameters) -> Bool {
    parameters.number("rate_drop") > 0 || parameters["one_drop"] == .bool(true)
  }
}
