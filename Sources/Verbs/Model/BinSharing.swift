import Columns
import Diagnostics
import Language
import Learning

/// The option `bins: shared`: features that are cut into bins once, by all rows, instead of anew in each fold.
struct BinSharing {
  static let option = Parameter<String?>(
    "bins", default: nil,
    "`shared` cuts features into bins once, by the values of all rows, and not anew in each fold; of lightgbm.",
    choices: ["shared"])

  /// What a discussion tells of it.
  static let promise = """
    LightGBM cuts each feature into bins by the training rows of a fold. `bins: shared` cuts them once by all rows, \
    as `lgb.cv` does in Python: that is faster, and the values of held-out rows, though not their targets, then have a \
    part in where trees may split. A note says so.
    """

  /// What all models learn from, of which each fold takes some rows.
  let whole: PreparedTraining
  /// The bins of each estimator that shares some.
  let bins: [(any SharedBins)?]

  /// - Throws: `Diagnostic` where the option is written and has no effect, or features change from fold to fold.
  static func check(_ plans: [TrainingPlan], _ arguments: BoundArguments) throws {
    guard arguments.isWritten(option) else { return }
    let place = arguments.span(of: option)
    if let recipe = plans.first?.recipeName {
      throw Diagnostic(
        code: ModelCodes.estimator,
        "bins cannot be shared where the recipe `\(recipe)` makes other features in each fold",
        at: Label(place, "shares bins among folds"),
        help: "take `bins: shared` away: each fold then finds bins of its own")
    }
    guard !plans.contains(where: shares) else { return }
    let names = plans.map { "`\($0.estimator.name)`" }
    throw Diagnostic(
      code: ModelCodes.estimator,
      "\(names.joined(separator: ", ")) \(names.count == 1 ? "shares" : "share") no bins among folds",
      at: Label(place, "has no effect"),
      help: "take it away: only `lightgbm` with given parameters finds bins that folds can share")
  }

  private static func shares(_ plan: TrainingPlan) -> Bool {
    plan.estimator.search == nil && plan.estimator.estimator is any BinningEstimator
  }

  /// The bins by all rows of a table; nil where they are not to be shared.
  init?(_ plans: [TrainingPlan], _ table: Table, _ arguments: BoundArguments, _ context: RunContext) throws {
    guard arguments.isWritten(Self.option), let plan = plans.first else { return nil }
    context.execution.monitor.begin("cutting features into bins", total: 0)
    let whole = try plan.prepare(table, context)
    bins = try plans.map { plan in
      guard Self.shares(plan), let estimator = plan.estimator.estimator as? any BinningEstimator else { return nil }
      return try estimator.bins(of: whole.set, seed: context.seed, execution: context.execution)
    }
    self.whole = whole
    let names = plans.filter(Self.shares).map { "`\($0.estimator.text)`" }
    context.note(
      "\(arguments.stage.verb.text): the bins of \(names.joined(separator: ", ")) are shared: the values of held-out "
        + "rows had a part in where features are cut")
  }
}
