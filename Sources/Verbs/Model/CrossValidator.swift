import Columns
import Diagnostics
import Kernels
import Language
import Learning
import Statistics

/// Scores the rows of a table by models that did not see them, one estimator or several on the same folds.
struct CrossValidator {
  /// Of the target, the features, the recipe and the folds; which estimator it has does not matter.
  private let plan: TrainingPlan
  private let arguments: BoundArguments
  private let foldCount: Int

  init(_ plan: TrainingPlan, _ arguments: BoundArguments, folds: Int) {
    (self.plan, self.arguments, foldCount) = (plan, arguments, folds)
  }

  /// An evaluation for each plan. They differ in their estimators alone, and what the recipe learns in a fold is learnt
  /// once for all of them.
  func evaluations(_ plans: [TrainingPlan], _ table: Table, _ context: RunContext) throws -> [EvaluationValue] {
    let (labels, folds, leaks) = try arranged(table, context)
    var isReweighted = plans.map(\.estimator.weighsClasses)
    let scores = try CrossValidation.scores(candidates: plans.count, folds: folds, execution: context.execution) {
      train, test, fold in
      context.execution.monitor.begin("fold \(fold + 1) of \(folds.count)", total: 0)
      let training = try FoldData(plan, table, train, test, Fold(fold, of: folds.count, rows: train.count), context)
      return try plans.indices.map { index in
        let (model, scores) = try training.scores(plans[index], context)
        isReweighted[index] = isReweighted[index] || model.isReweighted
        return scores
      }
    }
    if isReweighted.contains(true) { context.note("\(arguments.stage.verb.text): \(Reweighting.sentence)") }
    return try plans.indices.map { index in
      try evaluation(
        plans[index], table, CrossValidation(labels: labels, folds: folds, scores: scores[index]),
        CvFolds.text(folds, plan, table), isReweighted[index], leaks, context)
    }
  }

  /// The labels of a table, its folds, and the leaks that are allowed; what it shows that should be known is noted.
  ///
  /// - Throws: `Diagnostic` for features that know the target, and where there cannot be so many folds.
  func arranged(_ table: Table, _ context: RunContext) throws -> (labels: [Double], folds: Folds, leaks: [String]) {
    let labels = try TargetColumn.labels(table.columns[plan.targetPosition], plan.target)
    let leaks = try refuseLeaks(table, context)
    try plan.checkFeatures(table, labels, context)
    plan.reportTime(table, arguments, context)
    let folds = try CvFolds.of(table, labels, plan, foldCount, arguments, context)
    try reportRepeated(table, labels, folds, context)
    return (labels, folds, leaks)
  }

  private func refuseLeaks(_ table: Table, _ context: RunContext) throws -> [String] {
    let audit = plan.audit(table, context)
    let leaks = try audit.refuse(
      isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, recipe: plan.recipeName, context)
    audit.report(recipe: plan.recipeName, context)
    return leaks
  }

  private func reportRepeated(_ table: Table, _ labels: [Double], _ folds: Folds, _ context: RunContext) throws {
    let repeated = try RepeatedRows(
      // Rows that are only trained on count as a fold of their own.
      table, features: plan.features, labels: labels, folds: folds.ofRow.map { $0 ?? -1 }, context.execution)
    if let repeated { context.note(repeated.note) }
  }

  private func evaluation(
    _ own: TrainingPlan, _ table: Table, _ validation: CrossValidation, _ foldsText: String, _ isReweighted: Bool,
    _ leaks: [String], _ context: RunContext
  ) throws -> EvaluationValue {
    let isWhole = validation.rows.count == table.rowCount
    let tested = isWhole ? table : try table.taking(validation.rows.map { Int32($0) }, execution: context.execution)
    return EvaluationValue(
      estimator: own.estimator.text, target: own.target.text, table: tested, keys: own.keys, validation: validation,
      foldsText: foldsText, isReweighted: isReweighted, isInOrder: own.time != nil, leaks: leaks,
      record: own.record(table, context),
      keyHistories: context.histories(own.keys.map { table.schema.fields[$0].name }))
  }
}

/// The rows of a fold as its recipe has prepared them: what all estimators learn from, and what they are judged on.
struct FoldData {
  /// The training rows as they were before the recipe.
  private let rows: Table
  private let training: PreparedTraining
  /// The held-out rows before the recipe, without the target, and behind it.
  let inputs: Table
  private let held: Table
  /// The held-out rows' features as numbers.
  private let matrix: Matrix
  private let fold: Fold

  init(
    _ plan: TrainingPlan, _ table: Table, _ train: [Int], _ test: [Int], _ fold: Fold, _ context: RunContext
  ) throws {
    let rows = try table.taking(train.map { Int32($0) }, execution: context.execution)
    let training = try fold.located { try plan.prepare(rows, context) }
    inputs = try plan.input(table, withTarget: false)
      .taking(test.map { Int32($0) }, execution: context.execution)
    held = try training.recipe.apply(to: inputs, context)
    matrix = try FeatureColumns.matrix(held, training.set.featureNames, context.execution)
    (self.rows, self.training, self.fold) = (rows, training, fold)
  }

  /// A model of the training rows, and its score for each held-out row.
  func scores(_ plan: TrainingPlan, _ context: RunContext) throws -> (model: TrainedModel, scores: [Double]) {
    let model = try fold.located { try plan.settled(on: rows, fold.name, context).fit(training, context) }
    return (model, try model.scores(matrix, of: held, at: plan.estimator.span, context))
  }

  /// How well a model of the training rows tells these apart.
  func training(of model: TrainedModel, at place: Span, _ context: RunContext) throws -> Evaluation {
    let set = training.set
    let scores = try model.scores(set.features, of: training.table, at: place, context)
    return try Evaluation(labels: set.labels, scores: scores)
  }

  /// A hash of all that models learn from and are judged on.
  func hash(_ seed: UInt64) -> UInt64 {
    let set = training.set
    let start = XXH64.hash(set.featureNames.joined(separator: "\u{0}"), seed: seed)
    let numbers = [set.features.values, set.labels, set.weights ?? [], matrix.values].reduce(start) { hash, values in
      values.reduce(XXH64.hash(word: UInt64(values.count), seed: hash)) { XXH64.hash(word: $1.bitPattern, seed: $0) }
    }
    // What rows an estimator keeps for itself goes by these.
    let draws = set.draws ?? [], times = (set.times ?? []).map { UInt64($0.map { $0 + 1 } ?? 0) }
    let begin = XXH64.hash(word: UInt64(draws.count), seed: numbers)
    return (draws + times).reduce(begin) { XXH64.hash(word: $1, seed: $0) }
  }
}
