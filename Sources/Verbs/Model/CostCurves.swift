import Columns
import Diagnostics
import Kernels
import Language
import Statistics
import Syntax

/// What a cost makes of a cross-validation: a curve over all out-of-fold scores and one for each fold.
struct CostCurves: Sendable {
  let pooled: CostCurve
  let folds: [CostCurve]
  /// The amounts of each outcome; nil for a formula over totals.
  let outcomes: OutcomeCosts?

  /// - Parameter place: where the cost is used, for messages.
  init(_ cost: CostValue, of evaluation: EvaluationValue, at place: Span, _ execution: Execution) throws {
    let (labels, scores) = (evaluation.labels, evaluation.validation.scores)
    let rowsOfFolds = evaluation.rowsOfFolds
    switch cost.rule {
    case .outcomes(let expressions):
      let amounts = try cost.amounts(expressions, over: evaluation.table, at: place, execution)
      outcomes = amounts
      pooled = try CostCurve(labels: labels, scores: scores, costs: amounts)
      folds = try rowsOfFolds.map { rows in
        try CostCurve(
          labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }, costs: amounts.selecting(rows: rows))
      }
    case .total(let formula):
      outcomes = nil
      pooled = try cost.curve(formula, try RankedScores(labels: labels, scores: scores), execution)
      folds = try rowsOfFolds.map { rows in
        let ranked = try RankedScores(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] })
        return try cost.curve(formula, ranked, execution)
      }
    }
    guard pooled.bestIndex != nil else {
      throw Diagnostic(
        .error, ModelCodes.cost, "the formula has no value at any threshold", at: Label(place, "this cost"),
        labels: cost.formulaSpan.map { [Label($0, "divides by zero, or uses a null, everywhere")] } ?? [])
    }
  }

  /// The lowest threshold of least cost in each fold.
  var bestOfFolds: [Double] { folds.compactMap { fold in fold.bestIndex.map { fold.thresholds[$0] } } }
}

extension CostValue {
  var formulaSpan: Span? { if case .total(let formula) = rule { formula.span } else { nil } }

  /// The amounts of each outcome for each row.
  fileprivate func amounts(
    _ outcomes: [Outcome], over table: Table, at place: Span, _ execution: Execution
  ) throws -> OutcomeCosts {
    var costs: [OutcomeKind: OutcomeCost] = [:]
    for outcome in outcomes {
      costs[outcome.kind] = try amount(outcome, over: table, at: place, execution)
    }
    func cost(_ kind: OutcomeKind) -> OutcomeCost { costs[kind] ?? .constant(0) }
    return OutcomeCosts(
      falseNegative: cost(.fn), falsePositive: cost(.fp), trueNegative: cost(.tn), truePositive: cost(.tp))
  }

  private func amount(
    _ outcome: Outcome, over table: Table, at place: Span, _ execution: Execution
  ) throws -> OutcomeCost {
    if let constant = (try? scope.cell(of: outcome.expression))?.number { return .constant(constant) }
    let checked: TypedExpression
    do {
      checked = try ExpressionChecker(Shape(table), scope).check(outcome.expression)
    } catch var diagnostic as Diagnostic {
      diagnostic.labels.append(Label(place, "the cost is used here"))
      throw diagnostic
    }
    guard checked.type.map({ $0.isNumeric || $0 == .bool }) ?? false else {
      throw Diagnostic(
        .error, ModelCodes.cost, "a cost is a number",
        at: Label(outcome.expression.span, "this is \(checked.type?.rawValue ?? "null")"),
        labels: [Label(place, "the cost is used here")])
    }
    let column = try BlockEvaluator.columns([checked], over: table, execution).columns[0]
    guard column.nullCount == 0, let amounts = column.doubles() else {
      throw Diagnostic(
        .error, ModelCodes.cost,
        "`\(outcome.kind.rawValue)` has no value in \(column.nullCount) of \(table.rowCount) rows",
        at: Label(outcome.expression.span, "null in some rows"), labels: [Label(place, "the cost is used here")],
        help: "say what those rows cost: `\(outcome.kind.rawValue) = (\(outcome.expression.sourceText)) ?? 0`")
    }
    return .perRow(amounts)
  }

  /// The curve of a formula over totals; NaN where it divides by zero or is null.
  fileprivate func curve(_ formula: Expression, _ ranked: RankedScores, _ execution: Execution) throws -> CostCurve {
    let perfect = Confusion(
      truePositives: ranked.positives, falsePositives: 0, trueNegatives: ranked.negatives, falseNegatives: 0)
    let confusions = (0...ranked.scores.count).map { ranked.confusion(from: $0) } + [perfect]
    let checked = try ExpressionChecker(ConfusionTotals.shape, scope).check(formula)
    let table = ConfusionTotals.table(confusions)
    var totals = try BlockEvaluator.columns([checked], over: table, execution).columns[0].doubles() ?? []
    if let domain = checked.dividesByZero {
      let mask = try BlockEvaluator.mask(domain, over: table, execution).mask
      for row in totals.indices where mask[row] { totals[row] = .nan }
    }
    return CostCurve(ranked: ranked, totals: Array(totals.dropLast()), perfectTotal: totals.last)
  }
}
