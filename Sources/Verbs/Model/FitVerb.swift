import Columns
import Diagnostics
import Language

/// Fits a model on all rows.
enum FitVerb: Verb {
  static let cut = Parameter<Double?>(
    "cut", default: nil, "The threshold from which on a client is refused, as `threshold` found it.")
  static let signature = Signature(
    "fit", output: .model, positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, TrainingPlan.features.declaration,
      cut.declaration, TrainingPlan.key.declaration, TrainingPlan.group.declaration, TrainingPlan.time.declaration,
    ], synonyms: ["train", "learn"])
  static let summary = "Fits a model, with its recipe, on all rows of the table."
  static let discussion = """
    The model keeps the fitted recipe, so that `predict` takes tables as they were before it. Choose the cut on \
    out-of-fold scores: `cv … | threshold cost: …`. `group:` and `by:` arrange the folds of `cv`; here they only keep \
    the same columns out of the features.
    """
  static let examples = [
    Example("\(CvVerb.data) | fit logistic(l2: 1), target: bad", "A model."),
    Example(
      "loss = cost { fn = 5, fp = 1 }\ncut = \(CvVerb.data) | cv logistic, target: bad | threshold cost: loss\n"
        + "\(CvVerb.data) | fit logistic, target: bad, cut: $cut.threshold", "A model with a decision."),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(input, arguments)
    return .onTable(output: Shape(kind: .model)) { table, context in
      let labels = try TargetColumn.labels(table.columns[plan.targetPosition], plan.target)
      return ModelValue(
        estimator: plan.estimator.text, target: plan.target.text, trained: try plan.fit(table, context),
        rows: table.rowCount, positives: labels.count { $0 == 1 }, cut: arguments[cut])
    }
  }
}
