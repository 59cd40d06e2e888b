import Charts
import Language
import Statistics

/// The share of the defaulters that is refused against the share of all clients that is.
enum GainsMark: ChartMark {
  static let name = "gains"
  static let summary = "The share of the defaulters among the riskiest clients, between the ideal order and chance."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot gains", "Cumulative gains.",
      gives: .value(.chart, ["title": .text("Cumulative gains of logistic")])),
  ]
  static let inputs = judged
  /// The share of clients at which the legend tells the share of defaulters.
  private static let told = 0.2

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      let curves = try judged.curves(context) { ranked -> (curve: GainsCurve, gini: Double)? in
        guard let gini = ranked.gini else { return nil }
        return (try GainsCurve(ranked), gini)
      }
      func line(_ one: (curve: GainsCurve, gini: Double)) -> MeasuredLine {
        MeasuredLine(x: one.curve.refusedShares, y: one.curve.caughtShares, measure: one.gini)
      }
      return .gains(
        pooled: curves.pooled.map(line), folds: curves.folds.map(line), baseRate: curves.pooled?.curve.baseRate ?? 0,
        told: curves.pooled.map { ChartPoint(told, $0.curve.caughtShare(atRefused: told)) },
        model: judged.estimator)
    }
  }
}
