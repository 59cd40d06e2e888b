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
  /// The decisions of each fold at the threshold that is best on the other folds.
  let honest: HonestCost
  /// What they cost together; nil where they have no cost.
  let honestTotal: Double?
  /// The amounts of each outcome; nil for a formula over totals.
  let outcomes: OutcomeCosts?
  /// What a formula over totals makes of each of some totals, NaN where that has no value; nil for amounts.
  let formula: (@Sendable ([Confusion]) throws -> [Double])?
  /// The greatest share of clients that may be refused; nil for any.
  let capacity: Double?

  /// - Parameters:
  ///   - place: where the cost is used, for messages.
  ///   - capacity: the greatest share of clients that may be refused.
  init(
    _ cost: CostValue, of evaluation: EvaluationValue, at place: Span, capacity: Double? = nil, _ context: RunContext
  ) throws {
    // A curve of all rows, and over the folds one of as many, and for each of them one of all others.
    let curves = Double(evaluation.foldCount + 1)
    try Footprint.rows(40 * curves).require(on: evaluation.table, context.execution)
    try self.init(
      CostMeasure(cost, over: evaluation.table, labels: evaluation.labels, at: place, context),
      scores: evaluation.validation.scores, folds: evaluation.validation.folds, capacity: capacity, context)
  }

  /// - Parameters:
  ///   - scores: for each row of the measure's table.
  ///   - foldOfRow: counted from 0, none without a row.
  ///   - capacity: the greatest share of clients that may be refused.
  init(
    _ measure: CostMeasure, scores: [Double], folds foldOfRow: [Int], capacity: Double? = nil, _ context: RunContext
  ) throws {
    let (cost, place) = (measure.cost, measure.place)
    let execution = context.execution
    (self.capacity, outcomes) = (capacity, measure.outcomes)
    if case .total(let formula) = cost.rule {
      self.formula = { try cost.totals(formula, $0, execution) }
    } else {
      formula = nil
    }
    let ranked = try RankedScores(labels: measure.labels, scores: scores)
    func part(_ isIncluded: (Int) -> Bool) throws -> CostCurve {
      try context.execution.checkCancelled()
      return try measure.curve(
        ranked.restricted(labels: measure.labels, scores: scores, to: isIncluded), context.execution)
    }
    let foldCount = (foldOfRow.max() ?? -1) + 1
    pooled = try measure.curve(ranked, context.execution)
    folds = try (0..<foldCount).map { fold in try part { foldOfRow[$0] == fold } }
    let others = try (0..<foldCount).map { fold in try part { foldOfRow[$0] != fold } }
    honest = HonestCost(folds: folds, others: others, refusingAtMost: capacity)
    honestTotal = try cost.total(of: honest, outcomes, context.execution)
    guard best != nil else {
      throw Diagnostic(
        code: ModelCodes.cost, "the formula has no value at any threshold", at: Label(place, "this cost"),
        labels: cost.formulaSpan.map { [Label($0, "divides by zero, or uses a null, everywhere")] } ?? [])
    }
  }

  /// A total of each fold, as if the fold had as many rows as all together; nil where a fold has none.
  func scaled(_ totals: [Double?]) -> [Double?] {
    zip(totals, folds).map { total, fold in total.map { $0 * Double(pooled.rows) / Double(max(1, fold.rows)) } }
  }

  /// The place of the least cost of all rows, where as many are refused as may be.
  var best: Int? { pooled.bestIndex(refusingAtMost: capacity) }

  /// The same place of each fold's own curve.
  func best(ofFold fold: CostCurve) -> Int? { fold.bestIndex(refusingAtMost: capacity) }

  /// The threshold of least cost in each fold.
  var bestOfFolds: [Double] { folds.compactMap { fold in best(ofFold: fold).map { fold.thresholds[$0] } } }
}

/// A cost over the rows of a table, for whatever scores they get.
struct CostMeasure: Sendable {
  let cost: CostValue
  /// 0 or 1 for each row.
  let labels: [Double]
  /// Where the cost is used, for messages.
  let place: Span
  /// The amounts of each outcome; nil for a formula over totals.
  let outcomes: OutcomeCosts?

  init(_ cost: CostValue, over table: Table, labels: [Double], at place: Span, _ context: RunContext) throws {
    (self.cost, self.labels, self.place) = (cost, labels, place)
    outcomes = if case .outcomes(let expressions) = cost.rule {
      try cost.amounts(expressions, over: table, at: place, context)
    } else { nil }
  }

  /// What parts of the rows cost together, each decided by a cut of its own; nil where a formula has no value.
  ///
  /// - Parameters:
  ///   - curves: that of each part.
  ///   - places: the place of each part's cut on its curve.
  func total(_ curves: [CostCurve], at places: [Int], _ execution: Execution) throws -> Double? {
    let decisions = Confusion(summing: zip(curves, places).map { $0.confusion(at: $1) })
    guard case .total(let formula) = cost.rule else {
      // Counted together, constant costs are exact.
      return outcomes?.total(of: decisions) ?? zip(curves, places).reduce(0) { $0 + $1.0.totals[$1.1] }
    }
    return try cost.totals(formula, [decisions], execution).first.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The curve over rows of the table, all or some.
  func curve(_ ranked: RankedScores, _ execution: Execution) throws -> CostCurve {
    switch cost.rule {
    case .outcomes: try CostCurve(ranked: ranked, labels: labels, costs: outcomes ?? OutcomeCosts())
    case .total(let formula): try cost.curve(formula, ranked, execution)
    }
  }
}

extension CostValue {
  var formulaSpan: Span? { if case .total(let formula) = rule { formula.span } else { nil } }

  /// The amounts of each outcome for each row.
  fileprivate func amounts(
    _ outcomes: [Outcome], over table: Table, at place: Span, _ context: RunContext
  ) throws -> OutcomeCosts {
    var costs: [OutcomeKind: OutcomeCost] = [:]
    for outcome in outcomes {
      let amount = try amount(outcome, over: table, at: place, context.execution)
      if let note = outcome.kind.warning(of: amount) { context.note(note) }
      costs[outcome.kind] = amount
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
        code: ModelCodes.cost, "a cost is a number",
        at: Label(outcome.expression.span, "this is \(checked.type?.rawValue ?? "null")"),
        labels: [Label(place, "the cost is used here")])
    }
    let column = try BlockEvaluator.columns([checked], over: table, execution).columns[0]
    let gaps = try checked.undefinedRows(table, execution)
    guard gaps.isEmpty, let amounts = column.doubles() else {
      throw try undefined(outcome, checked, gaps: gaps.count, table, place, execution)
    }
    return .perRow(amounts)
  }

  /// The diagnostic for an amount of which some part has no value in some rows.
  private func undefined(
    _ outcome: Outcome, _ checked: TypedExpression, gaps: Int, _ table: Table, _ place: Span, _ execution: Execution
  ) throws -> Diagnostic {
    let name = outcome.kind.rawValue, part = try checked.undefinedPart(table, execution)
    let isWhole = part.span == outcome.expression.span
    let source = outcome.expression.part(at: part.span)?.sourceText ?? outcome.expression.sourceText
    return Diagnostic(
      code: ModelCodes.cost,
      isWhole ? "`\(name)` has no value in \(gaps) of \(table.rowCount) rows"
        : "a part of `\(name)` has no value in \(gaps) of \(table.rowCount) rows",
      at: Label(part.span, "null in some rows"), labels: [Label(place, "the cost is used here")],
      help: isWhole
        ? "say what those rows cost: `\(name) = (\(outcome.expression.sourceText)) ?? 0`"
        : "say what counts in those rows: `(\(source) ?? 0)` in its place, or another amount")
  }

  /// The curve of a formula over totals; NaN where some part of it has no value.
  fileprivate func curve(_ formula: Expression, _ ranked: RankedScores, _ execution: Execution) throws -> CostCurve {
    let perfect = Confusion(
      truePositives: ranked.positives, falsePositives: 0, trueNegatives: ranked.negatives, falseNegatives: 0)
    let confusions = (0...ranked.scores.count).map { ranked.confusion(from: $0) } + [perfect]
    let totals = try totals(formula, confusions, execution)
    return CostCurve(ranked: ranked, totals: Array(totals.dropLast()), perfectTotal: totals.last)
  }

  /// What the decisions of the folds cost together.
  fileprivate func total(
    of honest: HonestCost, _ outcomes: OutcomeCosts?, _ execution: Execution
  ) throws -> Double? {
    guard let confusion = honest.confusion else { return nil }
    // Counted together, constant costs are exact and equal those of one threshold where the decisions are the same.
    guard case .total(let formula) = rule else { return outcomes?.total(of: confusion) ?? honest.sum }
    return try totals(formula, [confusion], execution).first.flatMap { $0.isFinite ? $0 : nil }
  }

  /// A formula over totals, for each of some confusions; NaN where some part of it has no value.
  fileprivate func totals(_ formula: Expression, _ confusions: [Confusion], _ execution: Execution) throws -> [Double] {
    let used = ConfusionTotals(usedBy: formula)
    let checked = try ExpressionChecker(used.shape, scope).check(formula)
    let table = used.table(confusions)
    var totals = try BlockEvaluator.columns([checked], over: table, execution).columns[0].doubles() ?? []
    for row in try checked.undefinedRows(table, execution) { totals[row] = .nan }
    return totals
  }
}

extension CostValue.OutcomeKind {
  /// What to tell of amounts that turn a mistake into a gain; nil where nothing does.
  fileprivate func warning(of cost: OutcomeCost) -> String? {
    guard self == .fn || self == .fp else { return nil }
    let what = "counts as a gain \(self == .fn ? "when a default is granted" : "when a good client is refused")"
    switch cost {
    case .constant(let amount): return amount < 0 ? "cost: `\(rawValue)` is negative, which \(what)" : nil
    case .perRow(let amounts):
      let count = amounts.count { $0 < 0 }
      return count == 0 ? nil
        : "cost: `\(rawValue)` is negative in \(Prose.count(count, "row")) of \(amounts.count), which \(what)"
    }
  }
}

extension TypedExpression {
  /// The rows in which some part has no value.
  fileprivate func undefinedRows(_ table: Table, _ execution: Execution) throws -> [Int] {
    guard let domain = isUndefined else { return [] }
    let mask = try BlockEvaluator.mask(domain, over: table, execution).mask
    return mask.setCount == 0 ? [] : (0..<table.rowCount).filter { mask[$0] }
  }

  /// The smallest part that has no value in some row.
  fileprivate func undefinedPart(_ table: Table, _ execution: Execution) throws -> TypedExpression {
    for part in operands where try !part.undefinedRows(table, execution).isEmpty {
      return try part.undefinedPart(table, execution)
    }
    return self
  }
}

extension Expression {
  /// The part that stands in a place.
  fileprivate func part(at place: Span) -> Expression? {
    if span == place { return self }
    for child in children { if let found = child.part(at: place) { return found } }
    return nil
  }
}
