import Columns
import Diagnostics
import Language
import Syntax

/// Fits a model on all rows.
enum FitVerb: Verb {
  static let cut = Parameter<Double?>(
    "cut", default: nil, "The threshold from which on a client is refused, as `threshold` found it.")
  static let calibrated = Parameter<Reference?>(
    "calibrate", default: nil, "A result of `calibrate`, by name: its map makes probabilities of the model's scores.")
    .naming(.evaluation)
  static let signature = Signature(
    "fit", output: .model, positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, TrainingPlan.features.declaration,
      cut.declaration, calibrated.declaration, TrainingPlan.key.declaration, TrainingPlan.weights.declaration,
      TrainingPlan.group.declaration, TrainingPlan.time.declaration, TrainingPlan.leak.declaration,
    ], synonyms: ["train", "learn"])
  static let isExperiment = true
  static let summary = "Fits a model, with its recipe, on all rows of the table."
  static let discussion = """
    The model keeps the fitted recipe, so that `predict` takes tables as they were before it. Choose the cut on \
    out-of-fold scores: `cv … | threshold cost: …`, and learn there what `calibrate:` maps them by. A feature that \
    was computed from the target, or the target from it, is refused; a feature that alone tells the target, an \
    identifier and a sentinel among the features are named in notes. The model remembers which rows, or keys, it has \
    seen.
    `group:` and `by:` arrange the folds of `cv`; here they keep the same columns out of the features, and early \
    stopping judges on whole groups, or on the latest rows.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | fit logistic(l2: 1), target: bad", "A model.",
      gives: .value(
        .model, ["features": .int(2), "rows": .int(60), "positives": .int(21), "estimator": .text("logistic(l2: 1)")])),
    Example(
      "loss = cost { fn = 5, fp = 1 }\ncut = \(CvVerb.data) | cv logistic, target: bad | threshold cost: loss\n"
        + "\(CvVerb.data) | fit logistic, target: bad, cut: $cut.threshold",
      "A model with a decision.",
      gives: .value(
        .model, ["features": .int(2), "rows": .int(60), "positives": .int(21), "estimator": .text("logistic")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let written = try TrainingPlan(input, arguments)
    let calibration = try arguments[calibrated].map { try Self.calibration($0) }
    return .onTable(output: Shape(kind: .model), memory: written.footprint) { table, context in
      let labels = try TargetColumn.labels(table.columns[written.targetPosition], written.target)
      let leaks = try written.audit(table, context).refuse(
        copiesOnly: true, isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, context)
      try written.checkFeatures(table, labels, context)
      let plan = try written.settled(on: table, "the model", context)
      var record = written.record(table, context)
      if let calibration { record.recipe.append(calibration.map.text) }
      if let calibration, !calibration.record.sharesScores(with: record) {
        context.note(
          "`\(calibration.name)` was learnt from scores of `\(calibration.record.described)`, and this is "
            + "`\(record.described)`: a map belongs to the scores it was learnt from")
      }
      reportForeignCut(record, arguments, context)
      var trained = try plan.fit(table, context)
      if let calibration { trained.calibrate(by: calibration.map) }
      if trained.isReweighted { context.note("fit: \(Reweighting.sentence)") }
      return ModelValue(
        estimator: plan.estimator.text, target: plan.target.text, trained: trained, rows: table.rowCount,
        positives: labels.count { $0 == 1 }, cut: arguments[cut], decision: decision(arguments), leaks: leaks,
        training: record,
        trainedRows: try TrainedRows(table, keys: plan.keys, features: plan.features, context.execution),
        seen: try SeenColumns(table, features: plan.features, context.execution))
    }
  }

  /// The map that an evaluation has learnt.
  private static func calibration(
    _ reference: Reference
  ) throws -> (name: String, map: ScoreCalibration, record: TrainingRecord) {
    guard let evaluation = reference.value as? EvaluationValue, let map = evaluation.calibration else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(reference.name.text)` is no result of `calibrate`",
        at: Label(reference.name.span, "has learnt no map"), help: "make one: `c = … | cv … | calibrate method: platt`")
    }
    return (reference.name.text, map, evaluation.record)
  }

  /// What the cut was chosen by, where it is the threshold that `threshold` found.
  private static func decision(_ arguments: BoundArguments) -> Decision? {
    guard let (path, value) = cutSource(arguments), path.last?.text == "threshold" else { return nil }
    return (value as? ThresholdValue ?? (value as? EvaluationValue)?.threshold).flatMap(Decision.init)
  }

  /// The value of whose field the cut is, as in `cut: $chosen.threshold`.
  private static func cutSource(_ arguments: BoundArguments) -> (path: [Name], value: any Value)? {
    guard let option = arguments.stage.options.first(where: { $0.name.text == cut.name }),
      case .scalar(let path) = option.value.kind, let source = path.first,
      let value = arguments.scope.bindings[source.text]
    else { return nil }
    return (path, value)
  }

  /// A threshold belongs to the scores that it was chosen on.
  private static func reportForeignCut(_ own: TrainingRecord, _ arguments: BoundArguments, _ context: RunContext) {
    guard let (path, value) = cutSource(arguments),
      let record = (value as? ThresholdValue)?.record ?? (value as? EvaluationValue)?.record,
      !record.sharesScores(with: own)
    else { return }
    let difference = if record.text != own.text {
      "`\(record.text)`"
    } else if record.target != own.target { "another target" } else {
        record.recipe.isEmpty
          ? "features without a recipe" : "another recipe, `\(record.recipe.joined(separator: " | "))`"
    }
    context.note(
      "the cut `$\(path.map(\.text).joined(separator: "."))` was chosen on scores of \(difference), and this is "
        + "`\(own.text)`\(own.recipe.isEmpty ? "" : " behind `\(own.recipe.joined(separator: " | "))`"): "
        + "a threshold belongs to the scores it was chosen on")
  }
}
