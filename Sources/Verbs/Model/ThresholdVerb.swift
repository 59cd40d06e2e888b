import Columns
import Diagnostics
import Language

/// Finds the threshold of least cost.
enum ThresholdVerb: Verb {
  static let cost = Parameter<CostArgument?>(
    "cost", default: nil, shows: "the number of defaulters who are granted, with `refuse`",
    "The cost to minimise: `cost { fn = 10, fp = 1 }`, or its name.")
  static let refuse = Parameter<Double?>(
    "refuse", default: nil, in: 0...1, "The greatest share of clients that may be refused: a budget.")
  static let bootstrap = Parameter<Int>(
    "bootstrap", default: 0, in: 0...100_000, "How often the clients are drawn again, for intervals of the cost.")
  static let signature = Signature(
    "threshold", inputs: [.evaluation], output: .threshold,
    options: [cost.declaration, refuse.declaration, bootstrap.declaration],
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

    `refuse: 0.2` allows at most a fifth of the clients to be refused, of all rows and on the other folds; without a \
    cost the threshold is then that which grants the fewest defaulters. `bootstrap: 1000` draws the clients, or whole \
    keys where they repeat, a thousand times again, with the decisions as they are, and gives the middle 95 % of what \
    both come to.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | threshold refuse: 0.25", "A budget in the place of a cost.",
      gives: .value(.threshold, ["cost": .float(9.0), "refused": .float(0.25), "fn": .int(9)])),
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
    let capacity = arguments[refuse], replicates = arguments[bootstrap]
    guard let loss = arguments[cost] ?? (capacity == nil ? nil : .granted(at: arguments.span(of: refuse))) else {
      throw Diagnostic(
        code: .argumentCount, "`threshold` needs the option `cost`, or `refuse`",
        at: Label(arguments.verbSpan, "by what is it chosen?"),
        help: "add `cost: cost { fn = 10, fp = 1 }`, or `refuse: 0.2` for as few granted defaulters as a fifth allows")
    }
    return Step(.local { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      let curves = try CostCurves(loss.cost, of: evaluation, at: loss.span, capacity: capacity, context)
      var chosen = ThresholdValue(curves, costName: loss.name)
      chosen.record = evaluation.record
      if replicates > 0 {
        chosen.intervals = try CostIntervals(chosen.cutOff, curves, evaluation, replicates: replicates, context)
      }
      chosen.decided = try evaluation.validation.decided(at: chosen.cutOff)
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
