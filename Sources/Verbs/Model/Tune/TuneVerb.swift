import Columns
import Diagnostics
import Kernels
import Language
import Statistics

/// Searches the parameters of an estimator.
enum TuneVerb: Verb {
  static let estimator = Parameter<Call>(
    "estimator", "What to fit, with ranges and lists: `lightgbm(num_leaves: 8..128, learning_rate: log 0.01..0.3)`.",
    words: .estimator)
  static let signature = Signature(
    "tune", output: .tuning, positional: [estimator.declaration],
    options: TuneSettings.options + [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, CvVerb.folds.declaration,
      TrainingPlan.features.declaration, TrainingPlan.key.declaration, TrainingPlan.weights.declaration,
      TrainingPlan.group.declaration, TrainingPlan.time.declaration, TrainingPlan.leak.declaration,
    ], synonyms: ["tune_grid", "grid_search", "random_search", "optimise", "optimize", "optuna"])
  static let isExperiment = true
  static let summary = "Searches the parameters of an estimator by cross-validation on the same folds."
  static let discussion = """
    A parameter is searched where its value is a range, `50..500`, a range on a logarithmic scale, `log 0.01..0.3`, or \
    a list, `[gbdt, dart]`. Numbers are drawn with six digits, so that what is printed is what was tried. The folds \
    are those of `cv` (see there for keys, `group:` and `by:`), and what a recipe learns in a fold is learnt once for \
    all trials.

    `tpe` begins with ten trials, of which each tries another tenth of every range, and then tries what is likelier \
    among the best tenth than among the rest, by Optuna's densities. `grid` tries all combinations, of a range \
    `levels:` values. A trial that repeats an earlier one takes its result. After five complete trials, one whose mean \
    so far is worse than the median of the complete ones after as many folds is given up (`pruned`); with several \
    goals none is.

    `$t.best` is the estimator of the best trial, and can be fitted: `sample | fit $t.best`. With several goals, \
    `front` marks the trials that none is better than in all of them, and the best is that of the first goal. A cost \
    is what a row costs at thresholds chosen on the other folds. The best of many trials is too good by chance: judge \
    it by `evaluate` on rows that were held out, or search inside of each fold, `cv tune(lightgbm(…), trials: 15)`.

    A search that is stopped keeps its trials while the session lasts: the same statement goes on from there, and one \
    with `trials:` as many takes them as they are; only a cost by a formula begins anew. Time \
    changes no result, nor do threads.
    """
  static let examples = [
    Example(
      "t = \(CvVerb.data) | tune logistic(l2: log 0.01..100), target: bad, trials: 12, folds: 3\n"
        + "\(CvVerb.data) | fit $t.best, target: bad",
      "The penalty of a regression, and a model with it.",
      gives: .value(.model, ["rows": .int(60), "estimator": .text("logistic(l2: 14.8291)")])),
    Example(
      "\(CvVerb.data) | tune logistic(l2: [0.1, 1, 10]), target: bad, method: grid | select trial, l2, state",
      "A grid.",
      gives: .table("trial int, l2 float, state text", "1 0.1 complete\n2 1.0 complete\n3 10.0 complete")),
    Example(
      "\(CvVerb.data) | tune logistic(l2: log 0.01..100), target: bad, trials: 5, goal: [auc, cost], "
        + "cost: cost { fn = 5, fp = 1 }",
      "Two goals at once.",
      gives: .value(.tuning, ["front": .int(2), "best": .text("logistic(l2: 14.8291)")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let search = try SearchCall(arguments[estimator], arguments.scope)
    let settings = try TuneSettings(arguments, search)
    let plan = try TrainingPlan(input, arguments, estimator: search.first)
    let folds = arguments[CvVerb.folds]
    guard folds >= 2 else { throw arguments.outOfRange(CvVerb.folds, "must be 2 or more") }
    // The rows of all folds are prepared at once: a table and a matrix of each.
    let prepared = Footprint.rows(Double(folds) * (64 + 24 * Double(plan.features.count)))
    return .onTable(output: Shape(kind: .tuning), memory: plan.footprint + WholeKeys.footprint + prepared) {
      table, context in
      let (labels, parts, leaks) = try CrossValidator(plan, arguments, folds: folds).arranged(table, context)
      let tuner = try Tuner(search, settings, plan, table, labels, parts, context)
      let trials = try kept(tuner, settings, context)
      let best = settings.best(of: trials) ?? 0
      let tested = parts.testedRows
      let value = TuningValue(
        search: search, settings: settings, trials: trials,
        bestText: try search.estimator(at: trials[best].point).text, target: plan.target.text, rows: tested.count,
        positives: tested.count { labels[$0] == 1 }, foldsText: CvFolds.text(parts, plan, table), leaks: leaks)
      if value.isReweighted { context.note("tune: \(Reweighting.sentence)") }
      return value
    }
  }

  /// All trials, with those that an earlier run of the statement has done.
  ///
  /// - Throws: `Cancelled`, which says how many are kept.
  private static func kept(_ tuner: Tuner, _ settings: TuneSettings, _ context: RunContext) throws -> [TuneTrial] {
    guard context.cache.keepsEntries, let key = tuner.key else { return try tuner.run(TuneLog()) }
    let log = context.cache.value(for: "tune \(key)") { TuneLog() }
    do {
      return try tuner.run(log)
    } catch let stop as Cancelled {
      let count = log.trials.count
      guard count > 0 else { throw stop }
      let kept = "\(Prose.count(count, "trial")) of \(settings.trials) \(count == 1 ? "is" : "are") kept"
      let rest = settings.method == "grid" ? "" : ", and `trials: \(count)` takes them as they are"
      throw Cancelled("\(kept): the same statement goes on from there\(rest)")
    }
  }
}
