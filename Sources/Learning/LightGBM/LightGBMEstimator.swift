import Columns
import Kernels

/// Gradient-boosted trees by LightGBM.
public struct LightGBMEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "lightgbm"
  /// One line for lists of estimators.
  public static let summary = "Gradient-boosted decision trees (LightGBM); takes missing values as they are."

  /// The library's name for what is judged.
  static let metric = "metric"

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// Boosts trees on the training rows; throws ``LearningError`` where the library is missing or refuses, and
  /// `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    let parts = try stopping?.parts(of: training, seed: seed, execution: execution)
    return try fit(parts?.learnt ?? training, judged: parts?.judged, seed: seed, execution: execution)
  }

  /// - Parameter judged: the inner part that decides how many trees are kept.
  func fit(_ training: TrainingSet, judged: TrainingSet?, seed: UInt64, execution: Execution) throws -> LightGBMModel {
    let text = libraryParameters(seed: seed, threads: execution.threads)
    try execution.checkCancelled()
    return try LightGBMLibrary.alone { try grown(training, judged, text, execution) }
  }

  /// How many trees there are at the end.
  private func grow(_ booster: LightGBMBooster, _ best: inout BestRound?, _ execution: Execution) throws -> Int {
    let trees = Int(parameters.number("n_estimators"))
    execution.monitor.begin("growing trees", total: trees)
    for tree in 0..<trees {
      try execution.checkCancelled()
      try booster.update()
      execution.monitor.advance(by: 1)
      if best != nil, best?.isOver(try booster.metric(), at: tree) == true { return tree + 1 }
    }
    return trees
  }

  private var stopping: EarlyStopping? { EarlyStopping(parameters, metric: Self.metric) }

  /// Whether `early_stopping_rounds` was given.
  public var stopsEarly: Bool { stopping != nil }

  private func grown(
    _ training: TrainingSet, _ judged: TrainingSet?, _ text: String, _ execution: Execution
  ) throws -> LightGBMModel {
    let dataset = try LightGBMDataset(training, parameters: text)
    let inner = try judged.map { try LightGBMDataset($0, parameters: text, like: dataset) }
    let booster = try LightGBMBooster(dataset: dataset, judged: inner, parameters: text)
    var best = judged == nil ? nil : stopping.map { BestRound($0) }
    let grown = try grow(booster, &best, execution)
    // The trained booster keeps its training data, and gains with more digits than its text has. One that was read from
    // the text needs neither and equals every later copy; lightgbm.train in Python does the same.
    let lean = try LightGBMBooster(text: booster.text(rounds: best.map { $0.round + 1 }))
    return LightGBMModel(
      featureNames: training.featureNames, booster: lean,
      remarks: judged.flatMap { judged in best.map { [$0.remark(grown: grown, judged: judged)] } } ?? [])
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { LightGBMModel.self }

  /// The parameter text of the C library.
  ///
  /// Only what was given is written, so that the library's own defaults hold. `force_col_wise` gives each feature's
  /// histogram to one thread: with `force_row_wise` its sums depend on the number of threads, `deterministic` or not.
  /// The sampling of goss depends on it too, because each thread samples its own part of the rows, so goss gets one
  /// thread.
  private func libraryParameters(seed: UInt64, threads: Int) -> String {
    let threads = parameters["data_sample_strategy"] == .text("goss") ? 1 : threads
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
