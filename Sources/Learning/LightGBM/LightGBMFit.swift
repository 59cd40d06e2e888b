import Kernels

/// Trees that LightGBM grows one after another.
final class LightGBMFit: SteppedFit, @unchecked Sendable {
  // SAFETY: unchecked because of what changes with each tree: one thread at a time does a step, as the protocol says.
  private let estimator: LightGBMEstimator
  private let dataset: LightGBMDataset
  private let judged: LightGBMDataset?
  /// Whether it is judged on the latest rows.
  private let isLatest: Bool
  private let seed: UInt64
  private let featureNames: [String]
  private var booster: LightGBMBooster?
  private var best: BestRound?
  private var grown = 0

  init(
    _ estimator: LightGBMEstimator, _ dataset: LightGBMDataset, judged: LightGBMDataset?, stopping: EarlyStopping?,
    isLatest: Bool, seed: UInt64, names: [String]
  ) {
    (self.estimator, self.dataset, self.judged, self.seed) = (estimator, dataset, judged, seed)
    (featureNames, best, self.isLatest) = (names, stopping.map { BestRound($0) }, isLatest)
  }

  var steps: Int { estimator.trees }

  /// A number's bin, and of a row its label, score, gradients and places in the leaves.
  var bytes: Double {
    let rows = Double(dataset.rows + (judged?.rows ?? 0))
    return rows * (Double(featureNames.count) * estimator.bytesPerBin + 48)
  }

  /// Grows a tree.
  func step(_ execution: Execution) throws -> (any FittedModel)? {
    let threads = estimator.threads(of: execution)
    return try dataset.library.on(threads: threads) {
      let booster = try begun(threads)
      try booster.update()
      grown += 1
      let isOver = try best == nil ? false : best?.isOver(booster.metric(), at: grown - 1) == true
      return isOver || grown == estimator.trees ? try model(booster) : nil
    }
  }

  /// What grows the trees; it counts on as many threads as it is made with.
  private func begun(_ threads: Int) throws -> LightGBMBooster {
    if let booster { return booster }
    let made = try LightGBMBooster(
      dataset: dataset, judged: judged, parameters: estimator.libraryParameters(seed: seed, threads: threads))
    booster = made
    return made
  }

  /// The trained booster keeps its training data, and gains with more digits than its text has. One that was read from
  /// the text needs neither and equals every later copy; lightgbm.train in Python does the same.
  private func model(_ trained: LightGBMBooster) throws -> LightGBMModel {
    let text = LightGBMText(try trained.text(rounds: best.map { $0.round + 1 }))
    booster = nil
    return try LightGBMModel(
      text, featureNames: featureNames,
      remarks: judged.flatMap { judged in
        best.map { [$0.remark(grown: grown, judged: judged.rows, isLatest: isLatest)] }
      } ?? [])
  }
}
