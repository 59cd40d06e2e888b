import Columns
import Kernels

/// Gradient-boosted trees by LightGBM.
public struct LightGBMEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "lightgbm"
  /// One line for lists of estimators.
  public static let summary = "Gradient-boosted decision trees (LightGBM); takes missing values as they are."

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// Boosts trees on the training rows; throws ``LearningError`` where the library is missing or refuses, and
  /// `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    let text = libraryParameters(seed: seed, threads: execution.threads)
    try execution.checkCancelled()
    return try LightGBMLibrary.alone { try grown(training, text, execution) }
  }

  private func grown(_ training: TrainingSet, _ text: String, _ execution: Execution) throws -> LightGBMModel {
    let dataset = try LightGBMDataset(training, parameters: text)
    let booster = try LightGBMBooster(dataset: dataset, parameters: text)
    let trees = Int(parameters.number("n_estimators"))
    execution.monitor.begin("growing trees", total: trees)
    for _ in 0..<trees {
      try execution.checkCancelled()
      try booster.update()
      execution.monitor.advance(by: 1)
    }
    // The trained booster keeps its training data, and gains with more digits than its text has. One that was read from
    // the text needs neither and equals every later copy; lightgbm.train in Python does the same.
    let lean = try LightGBMBooster(text: booster.text())
    return LightGBMModel(featureNames: training.featureNames, booster: lean)
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
    let given = Self.parameters.filter { parameters.given.contains($0.name) && $0.name != "n_estimators" }
      .map { "\($0.name)=\(parameters[$0.name])" }
    let fixed = [
      "objective=binary", "deterministic=true", "force_col_wise=true", "num_threads=\(threads)",
      "seed=\(seed & 0x7FFF_FFFF)", "verbosity=-1",
    ]
    return (fixed + given).joined(separator: " ")
  }
}
