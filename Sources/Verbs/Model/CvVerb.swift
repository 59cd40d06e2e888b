import Columns
import Language

/// Cross-validates an estimator.
enum CvVerb: Verb {
  static let folds = Parameter<Int>("folds", default: 5, "How many folds.")
  static let cost = Parameter<CostArgument?>("cost", default: nil, "A cost, to find the best threshold by.")
  static let signature = Signature(
    "cv", output: .evaluation, positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, folds.declaration,
      TrainingPlan.features.declaration, cost.declaration, TrainingPlan.key.declaration,
      TrainingPlan.weights.declaration, TrainingPlan.group.declaration, TrainingPlan.time.declaration,
      TrainingPlan.leak.declaration, CvFolds.repeats.declaration, BinSharing.option.declaration,
    ], synonyms: ["cross_validate", "cross_val_score", "crossval", "resample"])
  static let isExperiment = true
  static let summary = "Cross-validates an estimator: a score for each row by a model that did not see it."
  static let discussion = """
    The folds are stratified by the target, and a row's fold comes from hash(seed, key): two `cv` of one table share \
    their folds, and neither the order of the rows nor the number of threads matters. The rows of a class are dealt to \
    the folds in the order of their hashes, so that classes stay balanced to one row. A row more in the table shifts \
    those that are dealt behind it, up to all of them: only `cv` of the same rows share their folds.

    \(WholeKeys.promise) The classes are then balanced as far as whole keys allow, and a row more may move any key.

    `by: TIME` puts the folds in order of time. The rows are cut into one block more than there are folds, keys by \
    their first row, keys of one time together. The first block is only trained on and gets no scores; each fold tests \
    a later block and is trained on those rows of the blocks before that are earlier than all it tests. A row without \
    a time takes no part.

    A recipe is fitted on the training rows of each fold. Metrics that need a decision are at the threshold 0.5; \
    `threshold` finds a better one by cost. Features are all columns but the target, the key and what the folds are \
    arranged by.

    \(CvFolds.promise)

    \(BinSharing.promise)

    A feature that knows the target of rows that are held out is refused: one computed from it, or shaped by the \
    target of all rows, as by weights of evidence, a selection by the target, a rate by group or a fitted model. \
    `leak: allow` goes on, and is printed with every metric. Features that other rows shaped without the target, such \
    as by an imputation or scaling of the whole table, are named in a note. A recipe does both in each fold.

    Notes also name a feature that alone scores an AUC above 0.95, identifiers and sentinels among the features, rows \
    that repeat across folds, and dates where the folds are drawn at random.
    """
  static let examples = [
    Example(
      "\(data) | cv logistic(l2: 1), target: bad", "A cross-validation with 5 folds.",
      gives: .value(.evaluation, ["auc": .float(0.8864468864468864), "brier": .float(0.11522869853416508)])),
    Example(
      "loss = cost { fn = 5, fp = 1 }\n\(data) | cv dummy, target: bad, folds: 4, features: @(x + y), cost: loss",
      "Chosen features, and a cost to decide by.",
      gives: .value(.evaluation, ["auc": .float(0.4725274725274725), "brier": .float(0.22814814814814824)])),
    Example(
      "load \"data/home-credit/application_train.csv\", key: SK_ID_CURR "
        + "| cv lightgbm(n_estimators: 20), target: TARGET, features: @(num - SK_ID_CURR), folds: 3",
      "LightGBM takes nulls as they are.",
      gives: .value(.evaluation, ["auc": .float(0.664818857465231)]),
      files: ["data/home-credit/application_train.csv"]),
  ]
  /// A small table to learn from, for examples.
  static let data = "range 60 | derive { x = n * 37 % 60, y = n % 7, bad = x + y * 4 + n * 53 % 31 > 65 } | drop n"

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(input, arguments)
    guard arguments[folds] >= 2 else { throw arguments.outOfRange(folds, "must be 2 or more") }
    try CvFolds.checkRepeats(plan, arguments)
    try BinSharing.check([plan], arguments)
    let memory = plan.footprint + FoldScores.footprint([plan]) + WholeKeys.footprint
    return .onTable(output: Shape(kind: .evaluation), memory: memory) { table, context in
      let validator = CrossValidator(plan, arguments, folds: arguments[folds], repeats: arguments[CvFolds.repeats])
      var evaluation = try validator.evaluations([plan], table, context)[0]
      if let loss = arguments[cost] { try evaluation.decide(by: loss, context) }
      return evaluation
    }
  }
}

extension EvaluationValue {
  /// Finds the best decision by a cost.
  mutating func decide(by loss: CostArgument, _ context: RunContext) throws {
    let chosen = ThresholdValue(try CostCurves(loss.cost, of: self, at: loss.span, context), costName: loss.name)
    if let caution = chosen.caution { context.note(caution) }
    threshold = chosen
  }
}
