import Charts
import Diagnostics
import Language
import Statistics

/// How a model does on all held-out rows and on each segment of them.
enum SegmentsMark: ChartMark {
  static let name = "segments"
  static let summary = "The AUC of held-out rows for each segment of `evaluate`, or their rate beside the mean score."
  private static let judged = "d = \(CvVerb.data) | split 0.5, 0.5\nm = d | where split == \"train\" | drop split "
    + "| fit logistic, target: bad\n"
  static let examples = [
    Example(
      "\(judged)d | where split == \"test\" | derive old = x > 20 | evaluate m, by: old | plot segments",
      "Whether a model tells all clients apart alike.",
      gives: .value(.chart, ["title": .text("AUC by segment of logistic")])),
    Example(
      "\(judged)d | where split == \"test\" | evaluate m, by: y | plot segments(rate)",
      "Whether its probabilities hold for each.",
      gives: .value(.chart, ["title": .text("Rate by segment of logistic")])),
  ]
  static let inputs = [ValueKind.holdout]
  static let parameters = [measure.declaration]
  private static let measure = Parameter<String>(
    "measure", default: "auc", "The AUC, or the rate of the outcome with what the scores expect.",
    choices: ["auc", "rate"])

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let isRate = call[measure] == "rate", span = call.span
    return { value, context in
      guard let holdout = value as? HoldoutValue else { throw NeedsData() }
      guard holdout.segments.count > 1 else {
        throw Diagnostic(
          code: ModelCodes.mark, "this evaluation has no segments", at: Label(span, "draws segments"),
          help: "name their columns where rows are judged: `evaluate …, by: COLUMN`")
      }
      if isRate, holdout.isReweighted {
        context.note("plot segments: scores are no probabilities, since classes were weighed or rows resampled")
      }
      return .segments(
        isRate ? holdout.rates : holdout.segments, measure: isRate ? "rate of \(holdout.target)" : "auc",
        confidence: "95 % intervals by \(isRate ? "Wilson" : "DeLong")", isRate: isRate, model: holdout.estimator)
    }
  }
}
