import Charts
import Language
import Statistics

/// How many times as many defaulters as at random there are in equal parts of the clients.
enum LiftMark: ChartMark {
  static let name = "lift"
  static let summary =
    "How many times the base rate the riskiest tenth of the clients has, and each further tenth (`bins:` of them)."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot lift", "The lift of each tenth.",
      gives: .value(.chart, ["title": .text("Lift of logistic")])),
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot lift, bins: 5", "The lift of each fifth.",
      gives: .value(.chart, ["title": .text("Lift of logistic")])),
  ]
  static let inputs = judged
  static let options: Set = [PlotVerb.bins.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let parts = try parts(arguments)
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      let curves = try judged.curves(context) { $0.negatives > 0 ? try? GainsCurve($0) : nil }
      func lifts(_ curve: GainsCurve) -> LiftParts {
        LiftParts(
          lifts: (0..<parts).map { curve.lift(ofPart: $0, of: parts) },
          cumulative: (0..<parts).map { curve.cumulativeLift(toPart: $0, of: parts) })
      }
      return .lift(
        pooled: curves.pooled.map(lifts), folds: curves.folds.map(lifts), baseRate: curves.pooled?.baseRate ?? 0,
        model: judged.estimator)
    }
  }
}
