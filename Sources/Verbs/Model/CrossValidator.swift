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
  /// How often folds are drawn.
  private let repeats: Int

  init(_ plan: TrainingPlan, _ arguments: BoundArguments, folds: Int, repeats: Int = 1) {
    (self.plan, self.arguments, foldCount, self.repeats) = (plan, arguments, folds, repeats)
  }

  /// An evaluation for each plan. They differ in their estimators alone, and what the recipe learns in a fold is learnt
  /// once for all of them.
  func evaluations(_ plans: [TrainingPlan], _ table: Table, _ context: RunContext) throws -> [EvaluationValue] {
    let (labels, folds, leaks) = try arranged(table, context)
    let sharing = try BinSharing(plans, table, arguments, context)
    let (scores, isReweighted) = try FoldScores(plan, plans, table, folds, sharing, context).all()
    if isReweighted.contains(true) { context.note("\(arguments.stage.verb.text): \(Reweighting.sentence)") }
    let further = try again(plans, table, labels, sharing, context)
    let text = CvFolds.text(folds, plan, table)
    return try plans.indices.map { index in
      let validation = try CrossValidation(labels: labels, folds: folds, scores: scores[index])
        .repeated(further.flatMap { $0[index] })
      return try evaluation(plans[index], table, validation, text, isReweighted[index], leaks, context)
    }
  }

  /// Metrics of folds that are drawn anew: for each time and plan, those of each fold.
  private func again(
    _ plans: [TrainingPlan], _ table: Table, _ labels: [Double], _ sharing: BinSharing?, _ context: RunContext
  ) throws -> [[[[ClassificationMetric: Double]]]] {
    let verb = arguments.stage.verb.text, turns = repeats
    guard turns > 1 else { return [] }
    defer { context.execution.monitor.head("") }
    context.note(
      "\(verb): the folds are drawn \(turns) times; scores, pooled metrics and what notes say of folds are of the "
        + "first time, and the spread is over all \(turns * foldCount) folds")
    return try (2...turns).map { turn in
      context.execution.monitor.head("repeat \(turn) of \(turns)")
      return try context.muted {
        let folds = try drawn(turn, table, labels, context)
        return try FoldScores(plan, plans, table, folds, sharing, context).all().scores
          .map { try CrossValidation(labels: labels, folds: folds, scores: $0).foldMetrics }
      }
    }
  }

  private func drawn(_ turn: Int, _ table: Table, _ labels: [Double], _ context: RunContext) throws -> Folds {
    do {
      return try CvFolds.again(table, labels, plan, foldCount, turn: turn, context)
    } catch let error as StatisticsError {
      throw arguments.outOfRange(
        CvFolds.repeats, "does not fit this table: drawn for the \(turn). time, \(error.sentence)")
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
