import Columns
import Language
import Statistics

/// What decisions cost when the clients are drawn again with replacement: the middle 95 % of the replicates.
struct CostIntervals: Sendable {
  let replicates: Int
  /// At the best threshold, and at those chosen on other folds; nil where some replicate has no cost.
  let best: ClosedRange<Double>?
  let honest: ClosedRange<Double>?

  /// - Parameter threshold: the best one, infinite where granting everyone is best.
  init(
    _ threshold: Double, _ curves: CostCurves, _ evaluation: EvaluationValue, replicates: Int, _ context: RunContext
  ) throws {
    self.replicates = replicates
    let units = try WholeKeys(evaluation.table, evaluation.keys, purpose: "bootstrap", context)
    try Footprint.rows(64).require(on: evaluation.table, context.execution)
    func interval(_ isRefused: (Int) -> Bool) throws -> ClosedRange<Double>? {
      let kinds = Self.amounts(curves, evaluation, isRefused)
      let amounts = kinds.map { Self.summed($0, units) }
      context.execution.monitor.begin("drawing the clients again", total: 0)
      let sums = try Bootstrap.sums(
        of: amounts, replicates: replicates, seed: context.seed, execution: context.execution)
      return Bootstrap.interval(try curves.formula.map { try $0(sums.map(Self.confusion)) } ?? sums.map { $0[0] })
    }
    let scores = evaluation.validation.scores, folds = evaluation.validation.folds
    best = try interval { scores[$0] >= threshold }
    let thresholds = curves.honest.thresholds.compactMap { $0 }
    honest = thresholds.count == curves.folds.count ? try interval { scores[$0] >= thresholds[folds[$0]] } : nil
  }

  /// What each row costs; for a formula over totals, which outcome it is, a list for each.
  private static func amounts(
    _ curves: CostCurves, _ evaluation: EvaluationValue, _ isRefused: (Int) -> Bool
  ) -> [[Double]] {
    let labels = evaluation.labels
    if let outcomes = curves.outcomes {
      return [labels.indices.map { outcomes.amount(row: $0, label: labels[$0], isRefused: isRefused($0)) }]
    }
    let outcomes = labels.indices.map { (label: labels[$0] == 1, isRefused: isRefused($0)) }
    return [(true, true), (false, true), (false, false), (true, false)].map { label, refused in
      outcomes.map { $0.label == label && $0.isRefused == refused ? 1 : 0 }
    }
  }

  /// The counts in the order of ``amounts``.
  private static func confusion(_ counts: [Double]) -> Confusion {
    Confusion(
      truePositives: Int(counts[0]), falsePositives: Int(counts[1]), trueNegatives: Int(counts[2]),
      falseNegatives: Int(counts[3]))
  }

  /// The amounts of the rows of each key together.
  private static func summed(_ amounts: [Double], _ keys: WholeKeys) -> [Double] {
    guard keys.repeats else { return amounts }
    var sums = [Double](repeating: 0, count: keys.hashes.count)
    for (row, amount) in amounts.enumerated() { sums[keys.keyOfRow[row]] += amount }
    return sums
  }

  var fields: [(name: String, cell: Cell)] {
    [
      ("cost_low", Cell(number: best?.lowerBound)), ("cost_high", Cell(number: best?.upperBound)),
      ("honest_cost_low", Cell(number: honest?.lowerBound)), ("honest_cost_high", Cell(number: honest?.upperBound)),
    ]
  }

  var facts: [(String, String)] {
    func text(_ range: ClosedRange<Double>?) -> String {
      range.map { "\(Cell(number: $0.lowerBound).brief) to \(Cell(number: $0.upperBound).brief)" } ?? "undefined"
    }
    return [
      ("95 % of \(replicates) draws", "cost \(text(best)), at thresholds of other folds \(text(honest))")
    ]
  }
}
