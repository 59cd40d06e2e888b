import Columns
import Kernels

/// Gradient-boosted trees by XGBoost.
public struct XGBoostEstimator: Estimator {
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

  /// Boosts trees on the training rows; throws ``LearningError`` where the library is missing or refuses, for a value
  /// beyond single precision, and `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    try training.features.requireSinglePrecision(names: training.featureNames)
    let parts = try stopping?.parts(of: training, seed: seed, execution: execution)
    return try fit(parts?.learnt ?? training, judged: parts?.judged, seed: seed, execution: execution)
  }

  /// - Parameter judged: the inner part that decides how many trees are kept.
  func fit(_ training: TrainingSet, judged: TrainingSet?, seed: UInt64, execution: Execution) throws -> XGBoostModel {
    let matrix = try matrix(training, execution)
    let inner = try judged.map { try self.matrix($0, execution) }
    let booster = try XGBoostBooster(
      matrix, judged: inner, names: training.featureNames,
      parameters: libraryParameters(seed: seed, threads: execution.threads))
    var best = judged == nil ? nil : stopping.map { BestRound($0) }
    let grown = try grow(booster, on: matrix, judgedOn: inner, &best, execution)
    // The trained booster keeps its training data; one that was read from the text does not, and equals every later
    // copy.
    let text = try best.map { try booster.text(rounds: $0.round + 1) } ?? booster.text()
    return XGBoostModel(
      featureNames: training.featureNames, booster: try XGBoostBooster(text: text),
      remarks: judged.flatMap { judged in best.map { [$0.remark(grown: grown, judged: judged)] } } ?? [])
  }

  /// How many rounds it took.
  private func grow(
    _ booster: XGBoostBooster, on matrix: XGBoostMatrix, judgedOn inner: XGBoostMatrix?, _ best: inout BestRound?,
    _ execution: Execution
  ) throws -> Int {
    let rounds = Int(parameters.number("n_estimators"))
    execution.monitor.begin("growing trees", total: rounds)
    for round in 0..<rounds {
      try execution.checkCancelled()
      try booster.update(round: round, on: matrix)
      execution.monitor.advance(by: 1)
      guard let inner, best != nil else { continue }
      if best?.isOver(try booster.metric(on: inner, round: round), at: round) == true { return round + 1 }
    }
    return rounds
  }

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
  private func libraryParameters(seed: UInt64, threads: Int) -> [(name: String, value: String)] {
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
