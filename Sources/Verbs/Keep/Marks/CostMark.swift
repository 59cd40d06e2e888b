import Charts
import Diagnostics
import Language
import Statistics

/// What decisions cost against the threshold, with the band of the folds.
enum CostMark: ChartMark {
  static let name = "cost"
  static let summary =
    "What decisions cost against the threshold, with the band of the folds and the cost at thresholds of other folds."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot cost, cost: cost { fn = 5, fp = 1 }", "Cost against threshold.",
      gives: .value(.chart, ["title": .text("Total cost against threshold: cost { fn = 5, fp = 1 } of logistic")])),
  ]
  static let inputs = [ValueKind.evaluation]
  static let options: Set = [PlotVerb.cost.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    guard let loss = arguments[PlotVerb.cost] else {
      throw Diagnostic(
        code: .argumentCount, "`plot cost` needs the option `cost`: what the outcomes cost",
        at: Label(call.span, "`cost:` is missing"),
        help: "write `plot cost, cost: cost { fn = 10, fp = 1 }`")
    }
    return { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      let curves = try CostCurves(loss.cost, of: evaluation, at: loss.span, context)
      var options = CostChartOptions()
      options.name = "\(loss.name) of \(evaluation.estimator)"
      let pooled = curves.pooled
      return .cost(
        pooled: drawn(pooled), folds: curves.folds.map(drawn), grantEveryone: pooled.totals[pooled.grantEveryoneIndex],
        refuseEveryone: pooled.totals[pooled.refuseEveryoneIndex], onOtherFolds: curves.honestTotal, options: options)
    }
  }

  /// The chart has granting everyone at infinity.
  private static func drawn(_ curve: CostCurve) -> StepCurve {
    StepCurve(thresholds: curve.ranked.scores + [.infinity], costs: curve.totals, clients: curve.rows)
  }
}
