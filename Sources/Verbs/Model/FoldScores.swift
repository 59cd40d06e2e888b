import Columns
import Kernels
import Language
import Learning
import Statistics

/// Fits several estimators on each fold, and scores the rows that the fold holds out.
///
/// The rows of one fold after another are prepared on all threads. Estimators that take steps wait until all folds are
/// prepared, or those for which there is memory; then their models grow side by side.
struct FoldScores {
  private let plan: TrainingPlan
  private let plans: [TrainingPlan]
  private let table: Table
  private let folds: Folds
  /// Bins that are the same in all folds.
  private let sharing: BinSharing?
  private let context: RunContext
  private var scores: [[Double]]
  private var isReweighted: [Bool]
  private var waiting: [Waiting] = []
  /// What held-out rows are where models of their fold were scored before others are there.
  private var held: [Int: HeldOut] = [:]

  /// A fit that has begun, and what its model needs.
  private struct Waiting {
    let fold: Int
    let candidate: Int
    let fit: any SteppedFit
    let passage: TrainingPassage
  }

  init(
    _ plan: TrainingPlan, _ plans: [TrainingPlan], _ table: Table, _ folds: Folds, _ sharing: BinSharing?,
    _ context: RunContext
  ) {
    (self.plan, self.plans, self.table, self.folds) = (plan, plans, table, folds)
    (self.sharing, self.context) = (sharing, context)
    scores = plans.map { _ in .init(repeating: .nan, count: folds.ofRow.count) }
    isReweighted = plans.map(\.estimator.weighsClasses)
  }

  /// For each plan a score of each row, NaN where no fold tests it, and whether scores are no probabilities.
  func all() throws -> (scores: [[Double]], isReweighted: [Bool]) {
    var work = self
    for fold in 0..<folds.count {
      try context.execution.checkCancelled()
      context.execution.monitor.begin("fold \(fold + 1) of \(folds.count)", total: 0)
      try work.take(fold)
      if fold + 1 == folds.count || work.isFull { try work.grow() }
    }
    return (work.scores, work.isReweighted)
  }

  private mutating func take(_ fold: Int) throws {
    let train = folds.trained(for: fold)
    try share(train, fold)
    let others = plans.indices.filter { sharing?.bins[$0] == nil }
    if !others.isEmpty { try prepare(train, fold, others) }
    if waiting.last?.fold != fold { held[fold] = nil }
  }

  /// Begins what has its bins already.
  private mutating func share(_ train: [Int], _ fold: Int) throws {
    guard let sharing else { return }
    for (index, bins) in sharing.bins.enumerated() {
      guard let bins else { continue }
      let fit = try bins.begin(rows: train, execution: context.execution)
      waiting.append(Waiting(fold: fold, candidate: index, fit: fit, passage: sharing.whole.passage))
    }
  }

  /// Begins what takes steps, and fits and scores what takes none.
  private mutating func prepare(_ train: [Int], _ fold: Int, _ candidates: [Int]) throws {
    let training = try FoldTraining(
      plan, table, train, Fold(fold, of: folds.count, rows: train.count), context)
    for index in candidates {
      let passage = training.prepared.passage
      if let fit = try training.begin(plans[index], context) {
        waiting.append(Waiting(fold: fold, candidate: index, fit: fit, passage: passage))
      } else {
        try score(training.model(plans[index], context), fold, index)
      }
    }
  }

  /// Whether the fits that wait hold as much as the numbers of all features do, or all that there is.
  private var isFull: Bool {
    let bytes = waiting.reduce(0) { $0 + $1.fit.bytes }
    return bytes > max(Self.least, FoldScores.bytes(plan, rows: table.rowCount))
      || (try? context.execution.memory.require(2 * bytes)) == nil
  }

  /// So much may wait in any case.
  private static let least = Double(1 << 26)

  /// What fits that wait may hold, in bytes.
  private static func bytes(_ plan: TrainingPlan, rows: Int) -> Double {
    Double(rows) * (Double(plan.features.count) * 8 + 64)
  }

  /// What ``all()`` takes beside the rows of a fold.
  static func footprint(_ plans: [TrainingPlan]) -> Footprint {
    guard let plan = plans.first, plans.contains(where: { $0.estimator.estimator is any SteppingEstimator }) else {
      return .small
    }
    return Footprint { table, _ in max(least, bytes(plan, rows: table.rowCount)) }
  }

  private mutating func grow() throws {
    let models = try SideBySide.models(waiting.map(\.fit), execution: context.execution)
    let grown = zip(waiting, models).map { (fold: $0.fold, candidate: $0.candidate, passage: $0.passage, model: $1) }
    waiting = []
    context.execution.monitor.begin("scoring held-out rows", total: 0)
    for (place, found) in grown.enumerated() {
      try context.execution.checkCancelled()
      let model = plans[found.candidate].trained(found.model, found.passage, context)
      try score(model, found.fold, found.candidate)
      if place + 1 == grown.count || grown[place + 1].fold != found.fold { held[found.fold] = nil }
    }
  }

  private mutating func score(_ model: TrainedModel, _ fold: Int, _ index: Int) throws {
    let test = folds.tested(in: fold)
    let rows = try held[fold]
      ?? HeldOut(plan, table, test, model.recipe, features: model.model.featureNames, context)
    held[fold] = rows
    let own = try rows.scores(model, at: plans[index].estimator.span, context)
    for (row, score) in zip(test, own) { scores[index][row] = score }
    isReweighted[index] = isReweighted[index] || model.isReweighted
  }
}
