import Columns
import Diagnostics
import Foundation
import Language
import Learning
import Statistics

/// Makes probabilities of scores.
enum CalibrateVerb: Verb {
  static let method = Parameter<String>(
    "method", default: CalibrationMethod.platt.rawValue,
    "By a line in the log-odds (platt), by steps that never fall (isotonic), by a curve for scores in 0 … 1 (beta), "
      + "or not at all (none).",
    choices: CalibrationMethod.allCases.map(\.rawValue) + ["none"])
  static let prior = Parameter<Double?>(
    "prior", default: nil, "The share of class 1 where the scores will be used, if it is another than here.")
  static let signature = Signature(
    "calibrate", inputs: [.evaluation], output: .evaluation, options: [method.declaration, prior.declaration],
    synonyms: ["calibration", "CalibratedClassifierCV", "platt", "isotonic"])
  static let isExperiment = true
  static let summary = "Makes probabilities of the scores of a cross-validation."
  static let discussion = """
    The scores of each fold are mapped by what was learnt from the out-of-fold scores of all other folds, so that the \
    metrics stay honest. `fit …, calibrate: NAME` gives a model the map that was learnt from all of them.

    `platt` is 1 / (1 + exp(−(a · log-odds + b))) with Platt's targets (1999), fitted to the log-odds of the scores; \
    `isotonic` pools adjacent violators and draws straight lines between its points, as scikit-learn does; it needs \
    about a thousand rows of each class; `beta` is Kull's (2017) and suits scores that are too extreme. `prior: p` \
    then moves the log-odds from the share of class 1 in these rows to p. Platt and beta keep the order of the rows, \
    isotonic makes ties. Where costs are 10:1 the best threshold of true probabilities is 1/11.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv naive_bayes, target: bad | calibrate", "By a line in the log-odds.",
      gives: .value(.evaluation, ["auc": .float(0.8937728937728938)])),
    Example(
      "c = \(CvVerb.data) | cv naive_bayes, target: bad | calibrate method: beta, prior: 0.2\n"
        + "m = \(CvVerb.data) | fit naive_bayes, target: bad, calibrate: c\n"
        + "range 1 | derive { x = n, y = n } | predict m | select score",
      "A model whose scores are probabilities where 20 % are bad.",
      gives: .table("score float", "8.297188443926052e-06")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let method = CalibrationMethod(rawValue: arguments[method]), prior = arguments[prior]
    if let prior, !(prior > 0 && prior < 1) { throw arguments.outOfRange(Self.prior, "lies between 0 and 1") }
    guard method != nil || prior != nil else {
      throw arguments.outOfRange(Self.method, "changes nothing without a `prior`", help: "add `prior: 0.08`")
    }
    return Step(.local { value, context in
      guard var evaluation = value as? EvaluationValue else { throw NeedsData() }
      try Footprint.rows(96).require(on: evaluation.table, context.execution)
      if let before = evaluation.calibration {
        throw Diagnostic(
          code: .misplacedVerb, "these scores are calibrated already: `\(before.text)`",
          at: Label(arguments.verbSpan, "would learn from its own result"), help: "calibrate the result of `cv`")
      }
      if evaluation.isInOrder {
        context.note(
          "calibrate: the folds are in order of time, and the map of each is learnt from all others, the later ones "
            + "too")
      }
      if evaluation.repeats > 1 {
        context.note(
          "calibrate: of folds that were drawn \(evaluation.repeats) times those of the first time are calibrated, and "
            + "metrics are over them alone")
      }
      try evaluation.calibrate(method, prior: prior, text: arguments.stage.sourceText)
      if prior != nil {
        context.note(
          "calibrate: Brier score and log loss are of these rows, where class 1 has another share than `prior`")
      }
      return evaluation
    }, output: Shape(kind: .evaluation))
  }
}

extension EvaluationValue {
  /// Maps the scores of each fold by what those of the other folds tell, and keeps what all of them tell.
  fileprivate mutating func calibrate(_ method: CalibrationMethod?, prior: Double?, text: String) throws {
    func map(of rows: [Int]) throws -> [Calibration] {
      let labels = rows.map { validation.labels[$0] }, scores = rows.map { validation.scores[$0] }
      let share = labels.reduce(0, +) / Double(max(1, labels.count))
      return try (method.map { [try $0.fit(labels: labels, scores: scores)] } ?? [])
        + (prior.map { [.shift(by: Calibration.logOdds($0) - Calibration.logOdds(share))] } ?? [])
    }
    var scores = validation.scores
    for (fold, rows) in rowsOfFolds.enumerated() {
      let others = scores.indices.filter { validation.folds[$0] != fold }
      let own = ScoreCalibration(text: text, steps: try map(of: others))
      for row in rows { scores[row] = own(validation.scores[row]) }
    }
    calibration = ScoreCalibration(text: text, steps: try map(of: Array(scores.indices)))
    validation = try validation.rescored(scores)
    // They are of the rows as they are, however the models were fitted.
    isReweighted = isReweighted && method == nil
    record.recipe.append(text)
    threshold = nil
  }
}
