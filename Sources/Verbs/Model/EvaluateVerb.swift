import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Judges a model on rows that it did not learn from.
enum EvaluateVerb: Verb {
  static let other =
    Parameter<Reference>("table", "The rows to judge by, by name; behind a table, the model.").naming(.table, .model)
  static let by = Parameter<ColumnSelection?>("by", default: nil, "Columns whose levels are judged apart as well.")
  static let target = Parameter<ColumnName?>(
    "target", default: nil, shows: "the model's", "The column that holds the outcome.")
  static let signature = Signature(
    "evaluate", inputs: [.model, .table], output: .holdout, positional: [other.declaration],
    options: [by.declaration, target.declaration, TrainingPlan.leak.declaration],
    synonyms: ["test", "assess", "score_test"])
  static let isExperiment = true
  static let summary = "Judges a model on rows that were held out from it."
  static let discussion = """
    Rows that the model was fitted on are refused: by their key where one was declared for `fit`, else by their \
    features. Features that were shaped by the target of these rows are refused as in `cv`; those that other rows \
    shaped without the target are named. Decisions are at the model's cut, or at 0.5. Rows without an outcome are \
    refused.
    """
  static let examples = [
    Example(
      "d = \(CvVerb.data) | split 0.7, 0.3\ntrain = d | where split == \"train\" | drop split\n"
        + "test = d | where split == \"test\"\nm = train | fit logistic, target: bad\nm | evaluate test",
      "Metrics of held-out rows.",
      gives: .value(.holdout, ["auc": .float(0.9444444444444444), "brier": .float(0.08273343660492294)])),
    Example(
      "d = \(CvVerb.data) | split 0.5, 0.5\nm = d | where split == \"train\" | drop split | fit logistic, target: bad\n"
        + "d | where split == \"test\" | evaluate m, by: y",
      "The same for segments, from the other side.",
      gives: .value(.holdout, ["auc": .float(0.945), "brier": .float(0.09648791388307201)])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[other]
    try ModelAndTable.check(input, reference, verb: name)
    let isTable = input.kind == .table
    return Step(.local { value, context in
      let pair = try ModelAndTable(value, isTable: isTable, reference, arguments.scope, context)
      return try HeldOutRows(pair: pair, arguments: arguments).evaluated(context)
    }, output: Shape(kind: .holdout))
  }
}

/// Rows that a model is to be judged on.
struct HeldOutRows {
  let pair: ModelAndTable
  let arguments: BoundArguments

  private var model: ModelValue { pair.model }
  private var table: Table { pair.table }
  private var name: Name { pair.name }

  func evaluated(_ context: RunContext) throws -> HoldoutValue {
    let shape = Shape(table)
    // Labels and scores, in their order, and what rows are known by.
    try Footprint.rows(Double(72 + 8 * min(16, model.trained.inputs.count))).require(on: table, context.execution)
    let written = arguments[EvaluateVerb.target]?.name
    let target = written ?? Name(model.target, arguments.span(of: EvaluateVerb.other))
    let labels = try TargetColumn.labels(table.columns[try TargetColumn.position(target, in: shape)], target)
    try refuseSeen(context)
    let leaks = try audit(target.text, context)
    let contract = DataContract(model.trained.inputs, modelName: name)
    let scores = try model.trained.scores(try contract.inputs(of: table), at: name.span, context)
    try model.reportSentinels(in: table, "evaluate", context)
    model.reportReweighting("evaluate", context)
    InferredOutcomes.report(table, pair.origins, context)
    let segments = try arguments[EvaluateVerb.by]?.positions(in: shape) ?? []
    return try HoldoutValue(
      model: model, target: target.text, table: table, segments: segments, labels: labels, scores: scores,
      leaks: model.leaks + leaks, context)
  }

  /// Rows that were learnt from say nothing.
  private func refuseSeen(_ context: RunContext) throws {
    let mayShare = pair.rows.mayShareRows(with: model.training.rows)
    guard let seen = try model.trainedRows.seen(in: table, mayShare: mayShare, context.execution), !seen.isEmpty else {
      return
    }
    let columns = Prose.some(model.trainedRows.columns)
    let what = model.trainedRows.isKey
      ? "have a key (\(columns)) that the model was fitted on" : "are rows that the model was fitted on"
    let hold = "hold rows out before: `| split 0.8, 0.2`, fit where `split == \"train\"` and evaluate the others"
    let example = table.rowCount > 0 ? seen[0] + 1 : 1
    throw Diagnostic(
      code: ModelCodes.seen, "\(Prose.count(seen.count, "row")) of \(table.rowCount) \(what)",
      at: Label(name.span, "has seen row \(example) already"),
      help: model.trainedRows.isKey && model.trainedRows.columns.count == 1
        ? "\(hold); or take the known ones away: `| anti join TRAINING on \(model.trainedRows.columns[0].asColumn)`"
        : hold)
  }

  private func audit(_ target: String, _ context: RunContext) throws -> [String] {
    let audit = LeakAudit(
      target: target, features: model.trained.inputs.map(\.name),
      keys: model.trainedRows.isKey ? model.trainedRows.columns : [], origins: pair.origins, rows: pair.rows)
    let leaks = try audit.refuse(
      isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, recipe: model.trained.recipeName,
      context)
    audit.report(recipe: model.trained.recipeName, context)
    return leaks
  }
}
