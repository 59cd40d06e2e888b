import Charts
import Diagnostics
import Language
import Statistics

/// What it gains to grant the clients of each band of scores.
enum ProfitMark: ChartMark {
  static let name = "profit"
  static let summary =
    "What granting each band of scores (ten, or `bins:`) gains over refusing it by a cost, with clients and defaulters."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot profit, cost: cost { tn = -1, fn = 5 }, bins: 5",
      "Profit by score band.",
      gives: .value(.chart, ["title": .text("Profit by score band: cost { tn = -1, fn = 5 } of logistic")])),
  ]
  static let inputs = [ValueKind.evaluation]
  static let options: Set = [PlotVerb.bins.name, PlotVerb.cost.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let count = try parts(arguments)
    guard let loss = arguments[PlotVerb.cost] else {
      throw Diagnostic(
        code: .argumentCount, "`plot profit` needs the option `cost`: what the outcomes cost",
        at: Label(call.span, "`cost:` is missing"),
        help: "write `plot profit, cost: cost { tn = -1, fn = 10 }`")
    }
    if let formula = loss.cost.formulaSpan {
      throw noBands(of: loss, formula: formula, verb: "plot profit")
    }
    return { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      let (bands, totals) = try evaluation.bandTotals(count, by: loss, context)
      let drawn = zip(bands, totals).map { band, total in
        ProfitBand(
          scores: band.lowest...band.highest, clients: band.rows, defaulted: band.positives,
          gain: total.refused - total.granted)
      }
      return .profit(drawn, cost: loss.name, model: evaluation.estimator)
    }
  }

  /// The error for a cost that is no sum over clients.
  static func noBands(of loss: CostArgument, formula: Span, verb: String) -> Diagnostic {
    Diagnostic(
      code: ModelCodes.cost, "a formula over totals has no cost of a band",
      at: Label(loss.span, "this is a formula"), labels: [Label(formula, "it takes all clients together")],
      help: "give the cost of each outcome: `\(verb), cost: cost { tn = -1, fn = 10 }`")
  }
}
