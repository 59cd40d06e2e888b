import Charts
import Diagnostics
import Language
import Statistics

/// What was decided against what happened, at a threshold or at the best one by a cost.
enum ConfusionMark: ChartMark {
  static let name = "confusion"
  static let summary = "What was decided against what happened, at a threshold or at the best one by a cost."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot confusion, threshold: 0.4", "Decisions at a threshold.",
      gives: .value(.chart, ["title": .text("Confusion matrix")])),
  ]
  static let inputs = [ValueKind.evaluation]
  static let options: Set = [PlotVerb.cost.name, PlotVerb.threshold.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let loss = arguments[PlotVerb.cost], threshold = arguments[PlotVerb.threshold]
    guard loss != nil || threshold != nil else {
      throw Diagnostic(
        code: .argumentCount, "`plot confusion` needs a threshold, or a cost to choose it by",
        at: Label(call.span, "neither `threshold:` nor `cost:`"), help: "write `plot confusion, threshold: 0.5`")
    }
    return { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      guard let loss else {
        return chart(evaluation, at: threshold ?? 0.5, outcomes: nil)
      }
      let curves = try CostCurves(loss.cost, of: evaluation, at: loss.span, context)
      let best = curves.pooled.bestIndex.map { curves.pooled.thresholds[$0] } ?? 0.5
      return chart(evaluation, at: threshold ?? best, outcomes: curves.outcomes)
    }
  }

  private static func chart(_ evaluation: EvaluationValue, at threshold: Double, outcomes: OutcomeCosts?) -> Chart {
    let (labels, scores) = (evaluation.labels, evaluation.validation.scores)
    let confusion = Confusion(labels: labels, scores: scores, threshold: threshold)
    let counts = ConfusionCounts(
      trueNegatives: confusion.trueNegatives, falsePositives: confusion.falsePositives,
      falseNegatives: confusion.falseNegatives, truePositives: confusion.truePositives)
    let costs = outcomes.map { outcomes in
      func total(_ cost: OutcomeCost, label: Double, refused: Bool) -> Double {
        PairwiseSummation.sum(
          labels.indices.filter { labels[$0] == label && (scores[$0] >= threshold) == refused }.map(cost.amount))
      }
      return ConfusionCosts(
        trueNegatives: total(outcomes.trueNegative, label: 0, refused: false),
        falsePositives: total(outcomes.falsePositive, label: 0, refused: true),
        falseNegatives: total(outcomes.falseNegative, label: 1, refused: false),
        truePositives: total(outcomes.truePositive, label: 1, refused: true))
    }
    return .confusion(counts, threshold: threshold, costs: costs)
  }
}
