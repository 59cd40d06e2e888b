import Columns
import Kernels

/// Gradient-boosted trees by LightGBM.
public struct LightGBMEstimator: SteppingEstimator {
  /// The estimator's name in the language.
  public static let name = "lightgbm"
  /// One line for lists of estimators.
  public static let summary = "Gradient-boosted decision trees (LightGBM); takes missing values as they are."

  /// The library's name for what is judged.
  static let metric = "metric"

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// Takes up the training rows; throws ``LearningError`` where the library is missing or refuses, and `Cancelled`.
  public func begin(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any SteppedFit {
    try training.requireBothClasses()
    let parts = try stopping?.parts(of: training, seed: seed, execution: execution)
    return try begin(parts?.learnt ?? training, judged: parts?.judged, seed: seed, execution: execution)
  }

  /// - Parameter judged: the inner part that decides how many trees are kept.
  func begin(
    _ training: TrainingSet, judged: TrainingSet?, seed: UInt64, execution: Execution
  ) throws -> LightGBMFit {
    try execution.checkCancelled()
    let threads = threads(of: execution), text = libraryParameters(seed: seed, threads: threads)
    let library = try LightGBMLibrary.shared()
    let (dataset, inner) = try library.on(threads: threads) {
      let dataset = try LightGBMDataset(training, parameters: text)
      return (dataset, try judged.map { try LightGBMDataset($0, parameters: text, like: dataset) })
    }
    return LightGBMFit(
      self, dataset, judged: inner, stopping: judged == nil ? nil : stopping, isLatest: judged?.times != nil,
      seed: seed, names: training.featureNames)
  }

  /// How many trees it grows at most.
  var trees: Int { Int(parameters.number("n_estimators")) }

  /// What the library holds of a number.
  var bytesPerBin: Double { parameters.number("max_bin") > 255 ? 2 : 1 }

  /// The sampling of goss depends on the number of threads, because each samples its own part of the rows.
  func threads(of execution: Execution) -> Int {
    parameters["data_sample_strategy"] == .text("goss") ? 1 : execution.threads
  }

  var stopping: EarlyStopping? { EarlyStopping(parameters, metric: Self.metric) }

  /// Whether `early_stopping_rounds` was given.
  public var stopsEarly: Bool { stopping != nil }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { LightGBMModel.self }

  /// The parameter text of the C library.
  ///
  /// Only what was given is written, so that the library's own defaults hold. `force_col_wise` gives each feature's
  /// histogram to one thread: with `force_row_wise` its sums depend on the number of threads, `deterministic` or not.
  func libraryParameters(seed: UInt64, threads: Int) -> String {
    let own = EarlyStopping.names(metric: Self.metric).union(["n_estimators"])
    let given = Self.parameters.filter { parameters.given.contains($0.name) && !own.contains($0.name) }
      .map { "\($0.name)=\(parameters[$0.name])" }
    let fixed = [
      "objective=binary", "deterministic=true", "force_col_wise=true", "num_threads=\(threads)",
      "seed=\(seed & 0x7FFF_FFFF)", "verbosity=-1",
      "metric=\(parameters[Self.metric])",
    ]
    return (fixed + given).joined(separator: " ")
  }
}
