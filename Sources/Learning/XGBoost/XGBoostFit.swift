import Kernels

/// Trees that XGBoost grows one round after another.
final class XGBoostFit: SteppedFit, @unchecked Sendable {
  // SAFETY: unchecked because of what changes with each round: one thread at a time does a step, as the protocol says.
  private let estimator: XGBoostEstimator
  private let matrix: XGBoostMatrix
  private let judged: (rows: Int, matrix: XGBoostMatrix)?
  /// Whether it is judged on the latest rows.
  private let isLatest: Bool
  private let seed: UInt64
  private let featureNames: [String]
  let bytes: Double
  private var booster: XGBoostBooster?
  private var best: BestRound?
  private var round = 0

  init(
    _ estimator: XGBoostEstimator, _ matrix: XGBoostMatrix, judged: (rows: Int, matrix: XGBoostMatrix)?,
    stopping: EarlyStopping?, isLatest: Bool, seed: UInt64, names: [String], bytes: Double
  ) {
    (self.estimator, self.matrix, self.judged, self.seed) = (estimator, matrix, judged, seed)
    (featureNames, best, self.bytes, self.isLatest) = (names, stopping.map { BestRound($0) }, bytes, isLatest)
  }

  var steps: Int { estimator.rounds }

  /// Grows the trees of a round.
  func step(_ execution: Execution) throws -> (any FittedModel)? {
    let booster = try begun(execution.threads)
    try booster.update(round: round, on: matrix)
    defer { round += 1 }
    let isOver = try judged.map { try best?.isOver(booster.metric(on: $0.matrix, round: round), at: round) == true }
    return isOver == true || round + 1 == steps ? try model(booster) : nil
  }

  private func begun(_ threads: Int) throws -> XGBoostBooster {
    if let booster { return booster }
    let made = try XGBoostBooster(
      matrix, judged: judged?.matrix, names: featureNames,
      parameters: estimator.libraryParameters(seed: seed, threads: threads))
    booster = made
    return made
  }

  /// The trained booster keeps its training data; one that was read from the text does not, and equals every later
  /// copy.
  private func model(_ trained: XGBoostBooster) throws -> XGBoostModel {
    let text = try best.map { try trained.text(rounds: $0.round + 1) } ?? trained.text()
    booster = nil
    let grown = round + 1
    return XGBoostModel(
      featureNames: featureNames, booster: try XGBoostBooster(text: text),
      remarks: judged.flatMap { judged in
        best.map { [$0.remark(grown: grown, judged: judged.rows, isLatest: isLatest)] }
      } ?? [])
  }
}
