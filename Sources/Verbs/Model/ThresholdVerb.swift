import Columns
import Language

/// Finds the threshold of least cost.
enum ThresholdVerb: Verb {
  static let cost = Parameter<CostArgument>("cost", "The cost to minimise: `cost { fn = 10, fp = 1 }`, or its name.")
  static let signature = Signature(
    "threshold", inputs: [.evaluation], output: .threshold, options: [cost.declaration],
    synonyms: ["cutoff", "cut_off"])
  static let summary = "Finds the threshold of least cost on the out-of-fold scores."
  static let discussion = """
    A client is refused where the score is at least the threshold. Every distinct score is tried, so the result is \
    exact; of equal costs the highest threshold wins, which refuses the fewest. `gain` is the share of what perfect \
    decisions would gain over granting everyone. Beside the best decision stand the threshold 0.5, granting everyone \
    and refusing everyone.

    The best cost is found and told on the same scores, so it is too good. `chosen on other folds` is the honest one: \
    each fold is decided by the threshold that is best on the scores of all other folds. `low` and `high` are the \
    cheapest and the dearest fold, as if it had all rows. The fields are `honest_cost`, `honest_low`, `honest_high`, \
    `honest_cost_per_client` and `honest_gain`, and `honest_threshold_low` and `honest_threshold_high` for the \
    thresholds chosen. Of a formula over totals the honest cost is that of the folds' decisions together.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | threshold cost: cost { fn = 5, fp = 1 }",
      "A cost that is written where it is used.",
      gives: .value(
        .threshold, ["threshold": .float(0.6055037907130707), "cost": .float(19.0), "tp": .int(18), "fp": .int(4)])),
    Example(
      "loss = cost { fn = 5, fp = 1 }\n\(CvVerb.data) | cv logistic, target: bad | threshold cost: loss",
      "The cheapest decision, beside those it has to beat.",
      gives: .value(
        .threshold, ["threshold": .float(0.6055037907130707), "cost": .float(19.0), "tp": .int(18), "fp": .int(4)])),
    Example(
      "steep = cost total 10 * fn * max(1, 1 / recall) + fp\n"
        + "cut = \(CvVerb.data) | cv logistic, target: bad | threshold cost: steep\n"
        + "assert $cut.cost <= $cut.refuse_everyone",
      "By a formula; the result's fields.",
      gives: .value(
        .threshold, ["threshold": .float(0.04003173204775779), "cost": .float(19.0), "tp": .int(21), "fp": .int(19)])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let loss = arguments[cost]
    return Step(.local { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      let curves = try CostCurves(loss.cost, of: evaluation, at: loss.span, context)
      var chosen = ThresholdValue(curves, costName: loss.name)
      chosen.record = evaluation.record
      chosen.metrics = evaluation.pooledMetrics
      for leak in evaluation.leaks { context.note("leak allowed: \(leak)") }
      if let caution = chosen.caution { context.note(caution) }
      if let word = chosen.sameForEveryone {
        context.note("\(word) everyone costs least: by this cost the scores do not help")
      }
      if evaluation.isReweighted {
        context.note(
          "the model was fitted on weighted or resampled rows: its scores are no probabilities, and a threshold "
            + "near 0.5 is an artefact of that")
      }
      return chosen
    }, output: Shape(kind: .threshold))
  }
}
