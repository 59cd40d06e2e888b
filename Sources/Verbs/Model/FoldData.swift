import Columns
import Diagnostics
import Kernels
import Language
import Learning
import Statistics

/// The training rows of a fold as its recipe has prepared them: what all estimators learn from.
struct FoldTraining {
  /// The rows as they were before the recipe.
  private let rows: Table
  let prepared: PreparedTraining
  private let fold: Fold

  init(_ plan: TrainingPlan, _ table: Table, _ train: [Int], _ fold: Fold, _ context: RunContext) throws {
    let rows = try table.taking(train.map { Int32($0) }, execution: context.execution)
    prepared = try fold.located { try plan.prepare(rows, context) }
    (self.rows, self.fold) = (rows, fold)
  }

  func model(_ plan: TrainingPlan, _ context: RunContext) throws -> TrainedModel {
    try fold.located { try plan.settled(on: rows, fold.name, context).fit(prepared, context) }
  }

  /// A fit in steps; nil for an estimator that takes none.
  func begin(_ plan: TrainingPlan, _ context: RunContext) throws -> (any SteppedFit)? {
    try fold.located { try plan.begin(prepared, context) }
  }
}

/// The held-out rows of a fold as its recipe prepares them.
struct HeldOut {
  /// The rows before the recipe, without the target.
  let inputs: Table
  private let prepared: Table
  /// Their features as numbers.
  let matrix: Matrix

  /// - Parameter features: what models want of the rows that `recipe` has prepared.
  init(
    _ plan: TrainingPlan, _ table: Table, _ test: [Int], _ recipe: FittedRecipe, features: [String],
    _ context: RunContext
  ) throws {
    inputs = try plan.input(table, withTarget: false)
      .taking(test.map { Int32($0) }, execution: context.execution)
    prepared = try recipe.apply(to: inputs, context)
    matrix = try FeatureColumns.matrix(prepared, features, context.execution)
  }

  func scores(_ model: TrainedModel, at place: Span, _ context: RunContext) throws -> [Double] {
    try model.scores(matrix, of: prepared, at: place, context)
  }
}

/// The rows of a fold: what estimators learn from, and what they are judged on.
struct FoldData {
  private let training: FoldTraining
  private let held: HeldOut

  init(
    _ plan: TrainingPlan, _ table: Table, _ train: [Int], _ test: [Int], _ fold: Fold, _ context: RunContext
  ) throws {
    training = try FoldTraining(plan, table, train, fold, context)
    let prepared = training.prepared
    held = try HeldOut(
      plan, table, test, prepared.passage.recipe, features: prepared.set.featureNames, context)
  }

  /// The held-out rows before the recipe, without the target.
  var inputs: Table { held.inputs }

  /// A model of the training rows, and its score for each held-out row.
  func scores(_ plan: TrainingPlan, _ context: RunContext) throws -> (model: TrainedModel, scores: [Double]) {
    let model = try training.model(plan, context)
    return (model, try held.scores(model, at: plan.estimator.span, context))
  }

  /// A fit in steps; nil for an estimator that takes none.
  func begin(_ plan: TrainingPlan, _ context: RunContext) throws -> (any SteppedFit)? {
    try training.begin(plan, context)
  }

  /// A model that such a fit gave, and its score for each held-out row.
  func scores(
    _ model: any FittedModel, _ plan: TrainingPlan, _ context: RunContext
  ) throws -> (model: TrainedModel, scores: [Double]) {
    let trained = plan.trained(model, training.prepared.passage, context)
    return (trained, try held.scores(trained, at: plan.estimator.span, context))
  }

  /// How well a model of the training rows tells these apart.
  func training(of model: TrainedModel, at place: Span, _ context: RunContext) throws -> Evaluation {
    let set = training.prepared.set
    let scores = try model.scores(set.features, of: training.prepared.table, at: place, context)
    return try Evaluation(labels: set.labels, scores: scores)
  }

  /// A hash of all that models learn from and are judged on.
  func hash(_ seed: UInt64) -> UInt64 {
    let set = training.prepared.set
    let start = XXH64.hash(set.featureNames.joined(separator: "\u{0}"), seed: seed)
    let numbers = [set.features.values, set.labels, set.weights ?? [], held.matrix.values]
      .reduce(start) { hash, values in
        values.reduce(XXH64.hash(word: UInt64(values.count), seed: hash)) {
          XXH64.hash(word: $1.bitPattern, seed: $0)
        }
      }
    // What rows an estimator keeps for itself goes by these.
    let draws = set.draws ?? [], times = (set.times ?? []).map { UInt64($0.map { $0 + 1 } ?? 0) }
    let begin = XXH64.hash(word: UInt64(draws.count), seed: numbers)
    return (draws + times).reduce(begin) { XXH64.hash(word: $1, seed: $0) }
  }
}
