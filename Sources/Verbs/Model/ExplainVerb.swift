import Columns
import Diagnostics
import Language
import Learning

/// Says how much each feature moves each row's score.
enum ExplainVerb: Verb {
  static let other =
    Parameter<Reference>("table", "The rows to explain, by name; behind a table, the model.").naming(.table, .model)
  static let signature = Signature(
    "explain", inputs: [.model, .table], output: .explanation, positional: [other.declaration],
    synonyms: ["shap", "shap_values", "dalex", "lime", "why_score"])
  static let summary = "Says how much each feature moves the score of each row, by SHAP values."
  static let discussion = """
    A row's contributions and the expected value add up to its score: for boosted trees and logistic models to the \
    log-odds of it, for trees and forests to the score itself. Those of trees are exact and go by the paths of the \
    trees, as SHAP's `TreeExplainer` does without a background; those of a logistic model are \
    coefficient · (value − mean of the training rows). The features are those behind the recipe.

    As a table it has a row for each row, with its key, its score and the contribution of each feature. Shown are the \
    features by the mean of their contributions' size. `reasons` names what spoke against each client, \
    `plot beeswarm` draws all rows, and `plot waterfall` one of them. Contributions say what the model does, not what \
    would happen to a client who changed.
    """
  static let examples = [
    Example(
      "d = \(CvVerb.data)\nm = d | fit lightgbm(n_estimators: 12, min_child_samples: 5), target: bad\n"
        + "m | explain d | head 1 | select row, x, y",
      "What moved the first row's score, in log-odds.",
      gives: .table("row int, x float, y float", "0 -1.196702407992256 -0.11718960072664636")),
    Example(
      "d = load \"data/home-credit/application_train.csv\", key: SK_ID_CURR, target: TARGET | select @num\n"
        + "m = d | fit lightgbm(n_estimators: 10)\nd | where AMT_CREDIT > 2e6 | explain m",
      "By trees, of some rows.", gives: .value(.explanation, ["features": .int(104)]),
      files: ["data/home-credit/application_train.csv"]),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[other]
    try ModelAndTable.check(input, reference, verb: name)
    let isTable = input.kind == .table
    return Step(.local { value, context in
      let pair = try ModelAndTable(value, isTable: isTable, reference, arguments.scope, context)
      guard let model = pair.model.trained.model as? any ExplainableModel else {
        throw unexplained(pair.model.trained.model.estimatorName, at: arguments.verbSpan)
      }
      // The features as numbers, in blocks for the library, and a contribution for each.
      try Footprint.rows(24 * Double(model.featureNames.count + 2)).require(on: pair.table, context.execution)
      return try explanation(pair, model, context)
    }, output: Shape(kind: .explanation))
  }

  private static func explanation(
    _ pair: ModelAndTable, _ model: any ExplainableModel, _ context: RunContext
  ) throws -> ExplanationValue {
    let trained = pair.model.trained
    let inputs = try DataContract(trained.inputs, modelName: pair.name).inputs(of: pair.table)
    let prepared = try trained.recipe.apply(to: inputs, context)
    let scores = try trained.plainScores(prepared, at: pair.name.span, context)
    let features = try FeatureColumns.matrix(prepared, model.featureNames, context.execution)
    context.execution.monitor.begin("explaining \(Prose.count(features.rows, "row"))", total: features.rows)
    let all = try model.contributions(features, execution: context.execution)
    let width = model.featureNames.count
    try pair.model.reportSentinels(in: pair.table, name, context)
    pair.model.reportReweighting(name, context)
    if let calibration = trained.calibration {
      context.note("explain: the scores are those before `\(calibration.text)`, to which the contributions add up")
    }
    return ExplanationValue(
      estimator: pair.model.estimator, target: pair.model.target, scale: model.contributionScale,
      names: model.featureNames, features: features,
      contributions: Matrix(rows: all.rows, columns: width, values: Array(all.values.prefix(all.rows * width))),
      expected: all.rows > 0 ? all[0, width] : nil, scores: scores,
      keys: pair.table.selecting(pair.table.schema.key.compactMap { pair.table.schema.index(of: $0) }))
  }

  private static func unexplained(_ estimator: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: ModelCodes.estimator, "the scores of `\(estimator)` are no sum of contributions that could be told exactly",
      at: Label(span, "explains trees, boosted trees and logistic models"),
      help: "`MODEL | importance` says what the model relies on")
  }
}
