import Columns
import Kernels
import Language
import Learning
import Statistics
import Synchronization

/// One combination of parameters that was tried.
struct TuneTrial: Sendable {
  let point: [Double]
  /// For each goal the value in each fold that was done. A cost is what a row costs, at the threshold that is best on
  /// the other folds; where not all are done, at the fold's own best one.
  var folds: [[Double?]]
  /// What the folds of a first goal that is a cost came to at their own best thresholds: what trials are pruned by.
  var seen: [Double?]?
  /// For each goal the mean over the folds that were done; of a cost what a row costs at thresholds chosen on the other
  /// folds, and nothing where not all are done.
  var values: [Double?]
  var isPruned = false
  var isReweighted = false
}

/// The trials of a search so far. One that was stopped goes on from them.
final class TuneLog: Sendable {
  private let kept = Mutex<[TuneTrial]>([])
  var trials: [TuneTrial] { kept.withLock { $0 } }
  func add(_ trial: TuneTrial) { kept.withLock { $0.append(trial) } }
}

/// Tries estimators on folds whose recipe is fitted once for all of them.
struct Tuner {
  private let search: SearchCall
  private let settings: TuneSettings
  private let plan: TrainingPlan
  private let folds: Folds
  private let labels: [Double]
  private let data: [FoldData]
  private let costs: CostMeasure?
  private let context: RunContext

  init(
    _ search: SearchCall, _ settings: TuneSettings, _ plan: TrainingPlan, _ table: Table, _ labels: [Double],
    _ folds: Folds, _ context: RunContext
  ) throws {
    (self.search, self.settings, self.plan, self.folds) = (search, settings, plan, folds)
    (self.labels, self.context) = (labels, context)
    data = try (0..<folds.count).map { fold in
      try context.execution.checkCancelled()
      context.execution.monitor.begin("fold \(fold + 1) of \(folds.count)", total: 0)
      let train = folds.trained(for: fold)
      return try FoldData(
        plan, table, train, folds.tested(in: fold), Fold(fold, of: folds.count, rows: train.count), context)
    }
    costs = try settings.cost.map { loss in
      let tested = folds.testedRows
      let rows = tested.count == table.rowCount ? table
        : try table.taking(tested.map { Int32($0) }, execution: context.execution)
      return try CostMeasure(loss.cost, over: rows, labels: tested.map { labels[$0] }, at: loss.span, context)
    }
  }

  /// What trials depend on beside their number; nil where that cannot be told, as what a formula of a cost reads.
  var key: String? {
    if let costs, costs.outcomes == nil { return nil }
    let text = "\(search.resolved) \(settings.text) \(folds.count)"
    let costs = costs?.outcomes.map { "\($0)" } ?? ""
    return "\(text) \(data.reduce(XXH64.hash(text + costs, seed: context.seed)) { $1.hash($0) })"
  }

  /// All trials, those of the log before the others.
  ///
  /// - Throws: `Cancelled`; the log has then all that were done.
  func run(_ log: TuneLog) throws -> [TuneTrial] {
    let method = settings.search(search.space, seed: context.seed)
    defer { context.execution.monitor.head("") }
    while log.trials.count < settings.trials {
      try context.execution.checkCancelled()
      let trials = log.trials
      guard let found = method.next(after: trials.map(settings.history)) else { break }
      let point = search.rounded(found)
      context.execution.monitor.head(headline(trials))
      log.add(try trials.first { $0.point == point } ?? attempt(point, behind: trials))
    }
    return Array(log.trials.prefix(settings.trials))
  }

  /// `trial 7 of 30, best auc 0.7512`
  private func headline(_ trials: [TuneTrial]) -> String {
    let best = settings.best(of: trials).map { best in
      ", best " + zip(settings.goals, trials[best].values).map { "\($0.name) \(Cell(number: $1).brief)" }
        .joined(separator: ", ")
    }
    return "trial \(trials.count + 1) of \(settings.trials)" + (best ?? "")
  }

  private func attempt(_ point: [Double], behind trials: [TuneTrial]) throws -> TuneTrial {
    let own = plan.with(try search.estimator(at: point))
    let pruning = settings.pruning(behind: trials)
    let mayStop = settings.prunes && pruning.isReady
    var scores = [Double](repeating: .nan, count: labels.count)
    var trial = TuneTrial(point: point, folds: settings.goals.map { _ in [] }, values: [])
    var next = 0
    while next < data.count, !trial.isPruned {
      let part = next..<next + width(behind: next, mayStop)
      for (fold, grown) in zip(part, try grown(own, part)) where !trial.isPruned {
        let (model, found) = try grown.map { try data[fold].scores($0, own, context) }
          ?? data[fold].scores(own, context)
        try take(found, by: model, fold, &scores, &trial)
        trial.isPruned = mayStop && fold + 1 < data.count
          && pruning.isHopeless(settings.goals[0].means(trial.folds[0]).last ?? .nan, after: fold + 1)
      }
      next = part.upperBound
    }
    try finish(&trial, scores)
    return trial
  }

  /// How many folds go side by side: all, or as many as there are threads where a trial may be given up behind each,
  /// and one more where that is the last one.
  private func width(behind done: Int, _ mayStop: Bool) -> Int {
    let left = data.count - done, threads = context.execution.threads
    return mayStop && left > threads + (threads > 1 ? 1 : 0) ? threads : left
  }

  /// Models of some folds that grew side by side; nil for what takes no steps.
  private func grown(_ own: TrainingPlan, _ part: Range<Int>) throws -> [(any FittedModel)?] {
    try context.execution.checkCancelled()
    let fits = try part.compactMap { try data[$0].begin(own, context) }
    return fits.isEmpty ? part.map { _ in nil } : try SideBySide.models(fits, execution: context.execution)
  }

  /// Takes the scores of a fold.
  private func take(
    _ found: [Double], by model: TrainedModel, _ fold: Int, _ scores: inout [Double], _ trial: inout TuneTrial
  ) throws {
    let tested = folds.tested(in: fold)
    for (row, score) in zip(tested, found) { scores[row] = score }
    trial.isReweighted = trial.isReweighted || model.isReweighted
    let evaluation = try Evaluation(labels: tested.map { labels[$0] }, scores: found)
    for (place, goal) in settings.goals.enumerated() {
      trial.folds[place].append(try value(of: goal, evaluation, fold, scores))
    }
  }

  /// The value of a goal in a fold that was just done.
  private func value(of goal: TuneGoal, _ evaluation: Evaluation, _ fold: Int, _ scores: [Double]) throws -> Double? {
    switch goal {
    case .metric(let metric): return evaluation[metric]
    case .cost:
      guard let costs else { return nil }
      let rows = folds.testedRows
      let known = rows.map { scores[$0].isNaN ? 0 : scores[$0] }
      let ranked = try RankedScores(labels: costs.labels, scores: known)
        .restricted(labels: costs.labels, scores: known) { folds.ofRow[rows[$0]] == fold }
      let curve = try costs.curve(ranked, context.execution)
      return curve.bestIndex.map { curve.totals[$0] / Double(max(1, curve.rows)) }
    }
  }

  /// Sums up the folds.
  private func finish(_ trial: inout TuneTrial, _ scores: [Double]) throws {
    for (place, goal) in settings.goals.enumerated() {
      guard goal == .cost, let costs else {
        trial.values.append(CrossValidation.spread(trial.folds[place]).mean)
        continue
      }
      guard !trial.isPruned else {
        trial.values.append(nil)
        continue
      }
      let rows = folds.testedRows
      let curves = try CostCurves(
        costs, scores: rows.map { scores[$0] }, folds: rows.compactMap { folds.ofRow[$0] }, context)
      if place == 0 { trial.seen = trial.folds[place] }
      trial.folds[place] = zip(curves.honest.totals, curves.folds).map { total, fold in
        total.map { $0 / Double(max(1, fold.rows)) }
      }
      trial.values.append(curves.honestTotal.map { $0 / Double(max(1, rows.count)) })
    }
  }
}

extension TuneGoal {
  /// The mean loss of the folds up to each one; NaN where none has a value yet.
  func means(_ values: [Double?]) -> [Double] {
    var (sum, count) = (0.0, 0.0)
    return values.map { value in
      if let value {
        sum += loss(value)
        count += 1
      }
      return sum / count
    }
  }
}

extension TuneSettings {
  /// What the settings say of trials, however many there are.
  var text: String { "\(method) \(levels) \(goals.map(\.name)) \(prunes) \(cost?.name ?? "")" }

  /// A trial as the search sees it.
  func history(_ trial: TuneTrial) -> SearchTrial {
    let losses = zip(goals, trial.values).map { $0.loss($1) }
    let done = trial.folds[0].count
    return SearchTrial(
      point: trial.point,
      outcome: trial.isPruned
        ? .pruned(loss: goals[0].means(trial.folds[0]).last ?? .infinity, steps: done) : .complete(losses: losses))
  }

  /// What trials so far let the next ones be measured against.
  func pruning(behind trials: [TuneTrial]) -> MedianPruning {
    var pruning = MedianPruning()
    for trial in trials where !trial.isPruned { pruning.complete(goals[0].means(trial.seen ?? trial.folds[0])) }
    return pruning
  }

  /// The place of the complete trial that is best in the first goal; of equal ones the first.
  func best(of trials: [TuneTrial]) -> Int? {
    func loss(_ trial: Int) -> Double {
      let loss = goals[0].loss(trials[trial].values[0])
      return loss.isNaN ? .infinity : loss
    }
    return trials.indices.filter { !trials[$0].isPruned }.min { loss($0) < loss($1) }
  }
}
