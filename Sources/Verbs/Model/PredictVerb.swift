import Columns
import Diagnostics
import Language
import Syntax

/// Scores the rows of a table by a model.
enum PredictVerb: Verb {
  static let model = Parameter<Reference>("model", "The model, by name.").naming(.model)
  static let name = Parameter<String>("as", default: "score", "What the column of scores is called.")
  static let signature = Signature(
    "predict", positional: [model.declaration], options: [name.declaration, TrainingPlan.leak.declaration],
    synonyms: ["score", "predict_proba"])
  static let summary = "Adds the probability of class 1 that a model gives each row."
  static let discussion = """
    The table must have every column that the model was fitted on, by name and type; nothing is filled in. A model \
    with a cut also adds `decision`: `refuse` where the score is at least the cut, else `grant`. Rows that the model \
    was fitted on are counted in a note. Where other rows have their outcome beside them, features that were shaped by \
    it are refused as in `cv`.
    """
  static let examples = [
    Example(
      "m = \(CvVerb.data) | fit dummy, target: bad\n"
        + "range 2 | derive { x = n, y = n } | predict m | select n, score | head 1",
      "Scores of new rows.",
      gives: .table("n int, score float", "0 0.35")),
    Example(
      "m = \(CvVerb.data) | fit dummy, target: bad, cut: 0.2\n"
        + "range 1 | derive { x = n, y = n } | predict m, as: \"risk\" | select risk, decision",
      "Decisions, and another name.",
      gives: .table("risk float, decision text", "0.35 refuse")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[model], fitted = try arguments.model(model)
    let contract = DataContract(fitted.trained.inputs, modelName: reference.name)
    try contract.check(input)
    var schema = input.fields.setting(Field(arguments[name], .float))
    if fitted.cut != nil { schema = schema.setting(Field("decision", .text)) }
    let memory = Footprint.rows(Double(16 + 8 * min(16, fitted.trained.inputs.count)))
    return .onTable(output: .table(schema), memory: memory) { table, context in
      let scores = try fitted.trained.scores(
        try contract.inputs(of: table), at: reference.name.span, context)
      if try !fitted.reportSeen(table, "predict", by: reference.name.text, context) {
        try fitted.refuseLeaks(in: table, arguments, context)
      }
      fitted.tellOrigins(of: arguments[name], in: context)
      var added = [(field: Field(arguments[name], .float), column: Column(doubles: scores))]
      if let cut = fitted.cut {
        added.append((Field("decision", .text), Column(texts: scores.map { $0 >= cut ? "refuse" : "grant" })))
      }
      return table.setting(added)
    }
  }
}

extension ModelValue {
  /// Notes what should be known of the scores: rows that were learnt from, sentinels, and that they are no
  /// probabilities.
  /// - Returns: whether rows were learnt from.
  func reportSeen(_ table: Table, _ verb: String, by name: String, _ context: RunContext) throws -> Bool {
    let mayShare = context.rows.mayShareRows(with: training.rows)
    let seen = try trainedRows.seen(in: table, mayShare: mayShare, context.execution) ?? []
    if !seen.isEmpty {
      let what = "\(trainedRows.isKey ? "have a key" : "are rows") that `\(name)` was fitted on"
      context.note(
        "\(verb): \(Prose.count(seen.count, "row")) of \(table.rowCount) \(what); their scores say nothing about new "
          + "ones"
      )
    }
    try reportSentinels(in: table, verb, context)
    reportReweighting(verb, context)
    return !seen.isEmpty
  }

  /// Scores of held-out rows are to be compared with their outcomes, where those stand beside them.
  func refuseLeaks(in table: Table, _ arguments: BoundArguments, _ context: RunContext) throws {
    guard table.schema.index(of: target) != nil else { return }
    let audit = LeakAudit(
      target: target, features: trained.inputs.map(\.name), keys: trainedRows.isKey ? trainedRows.columns : [],
      origins: context.columnOrigins, rows: context.rows)
    _ = try audit.refuse(
      isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, recipe: trained.recipeName, context)
    audit.report(recipe: trained.recipeName, context)
  }

  /// Says that scores come from the training rows and their targets, for whoever takes them as features.
  fileprivate func tellOrigins(of column: String, in context: RunContext) {
    let making = ColumnMaking(
      parents: context.histories(trained.inputs.map(\.name)),
      shapings: [training.shaping(text: "predict by \(estimator)")])
    context.made(column, making)
    if cut != nil { context.made("decision", making) }
  }
}
