import Columns
import Language

/// Finds the threshold of least cost.
enum ThresholdVerb: Verb {
  static let cost = Parameter<Reference>("cost", "The cost to minimise, by name.")
  static let signature = Signature(
    "threshold", inputs: [.evaluation], output: .threshold, options: [cost.declaration],
    synonyms: ["cutoff", "cut_off"])
  static let summary = "Finds the threshold of least cost on the out-of-fold scores."
  static let discussion = """
    A client is refused where the score is at least the threshold. Every distinct score is tried, so the result is \
    exact; of equal costs the highest threshold wins, which refuses the fewest. `gain` is the share of what perfect \
    decisions would gain over granting everyone. Beside the best decision stand the threshold 0.5, granting everyone \
    and refusing everyone.
    """
  static let examples = [
    Example(
      "loss = cost { fn = 5, fp = 1 }\n\(CvVerb.data) | cv logistic, target: bad | threshold cost: loss",
      "The cheapest decision, beside those it has to beat."),
    Example(
      "steep = cost total 10 * fn * max(1, 1 / recall) + fp\n"
        + "cut = \(CvVerb.data) | cv logistic, target: bad | threshold cost: steep\n"
        + "assert $cut.cost <= $cut.refuse_everyone",
      "By a formula; the result's fields."),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[cost]
    let loss = try reference.cost()
    return Step(.local { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      let curves = try CostCurves(loss, of: evaluation, at: reference.name.span, context.execution)
      var chosen = ThresholdValue(curves, costName: reference.name.text)
      chosen.record = evaluation.record
      for leak in evaluation.leaks { context.note("leak allowed: \(leak)") }
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
