import Charts
import Diagnostics
import Language

/// Histograms of the scores of the two classes, with the threshold from which on clients are refused.
enum ScoresMark: ChartMark {
  static let name = "scores"
  static let summary = "Histograms of the scores of both classes; the threshold, or the best one by a cost, as a line."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot scores", "How scores are distributed.",
      gives: .value(.chart, ["title": .text("Scores of logistic by outcome")])),
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot scores, cost: cost { fn = 5, fp = 1 }",
      "With the threshold of least cost.",
      gives: .value(.chart, ["title": .text("Scores of logistic by outcome")])),
  ]
  static let inputs = judged
  static let options: Set = [PlotVerb.bins.name, PlotVerb.cost.name, PlotVerb.threshold.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let loss = arguments[PlotVerb.cost], written = arguments[PlotVerb.threshold], bins = arguments[PlotVerb.bins]
    if let loss, input.kind == .holdout {
      throw Diagnostic(
        code: ModelCodes.cost, "a threshold is chosen on out-of-fold scores, not on the rows that judge it",
        at: Label(loss.span, "these rows were held out"),
        help: "write the threshold that `threshold cost:` found: `plot scores, threshold: 0.1`")
    }
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      var threshold = written.map { (value: $0, reason: "") }
      if let loss, written == nil, let evaluation = judged as? EvaluationValue {
        let curve = try CostCurves(loss.cost, of: evaluation, at: loss.span, context).pooled
        let best = curve.bestIndex ?? curve.grantEveryoneIndex
        let place = best == curve.grantEveryoneIndex ? Double.infinity : curve.thresholds[best]
        threshold = (place, "least cost by \(loss.name)")
      }
      return .scores(
        try judged.classScores(context), threshold: threshold, model: judged.estimator, bins: bins)
    }
  }
}
