import Kernels

/// Rows that LightGBM has cut into bins once, for fits on several parts of them.
final class LightGBMBins: SharedBins, @unchecked Sendable {
  // SAFETY: unchecked because of the data set: it is only read once it is made.
  private let estimator: LightGBMEstimator
  private let dataset: LightGBMDataset
  private let labels: [Double]
  private let draws: [UInt64]?
  private let times: [Int?]?
  private let featureNames: [String]
  private let seed: UInt64

  init(_ estimator: LightGBMEstimator, _ dataset: LightGBMDataset, _ training: TrainingSet, seed: UInt64) {
    (self.estimator, self.dataset, self.seed) = (estimator, dataset, seed)
    (labels, draws, times) = (training.labels, training.draws, training.times)
    featureNames = training.featureNames
  }

  func begin(rows: [Int], execution: Execution) throws -> any SteppedFit {
    try execution.checkCancelled()
    let own = rows.map { labels[$0] }
    try own.requireBothClasses()
    let stopping = estimator.stopping
    let parts = try stopping?.rows(
      labels: own, draws: draws.map { draws in rows.map { draws[$0] } },
      times: times.map { times in rows.map { times[$0] } }, seed: seed)
    let threads = estimator.threads(of: execution)
    let text = estimator.libraryParameters(seed: seed, threads: threads)
    return try dataset.library.on(threads: threads) {
      func part(_ places: [Int]) throws -> LightGBMDataset {
        try LightGBMDataset(dataset, rows: places.map { rows[$0] }, parameters: text)
      }
      return LightGBMFit(
        estimator, try parts.map { try part($0.learnt) } ?? LightGBMDataset(dataset, rows: rows, parameters: text),
        judged: try parts.map { try part($0.judged) }, stopping: stopping, isLatest: times != nil,
        seed: seed, names: featureNames)
    }
  }
}

extension LightGBMEstimator: BinningEstimator {
  /// Cuts the features by all rows; throws ``LearningError`` where the library is missing or refuses, and `Cancelled`.
  public func bins(of training: TrainingSet, seed: UInt64, execution: Execution) throws -> any SharedBins {
    try training.requireBothClasses()
    try execution.checkCancelled()
    let threads = threads(of: execution), library = try LightGBMLibrary.shared()
    let dataset = try library.on(threads: threads) {
      try LightGBMDataset(training, parameters: libraryParameters(seed: seed, threads: threads))
    }
    return LightGBMBins(self, dataset, training, seed: seed)
  }
}
