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
    let (scores, isReweighted) = try FoldScores(plan, plans, table, folds, context).all()
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
