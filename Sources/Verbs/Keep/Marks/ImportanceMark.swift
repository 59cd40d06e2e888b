import Charts
import Columns
import Diagnostics
import Language

/// What a model relies on, from the model or from a table that `importance` made; of a search, what it depends on.
enum ImportanceMark: ChartMark {
  static let name = "importance"
  static let summary = "What a model relies on most, or which parameters of a search decide."
  static let examples = [
    Example(
      "\(CvVerb.data) | fit logistic, target: bad | plot importance, top: 2", "What a model relies on.",
      gives: .value(.chart, ["title": .text("Feature importance of logistic")])),
    Example(
      ExplainedSample.text + "m | explain d | plot importance", "By the contributions to the scores of some rows.",
      gives: .value(.chart, ["title": .text("Feature importance of \(ExplainedSample.estimator)")])),
    Example(
      "\(CvVerb.data) | tune logistic(l2: [0.001, 1, 1000, 1000000]), target: bad, method: grid | plot importance",
      "Which parameters of a search decide.",
      gives: .value(.chart, ["title": .text("Parameter importance of logistic")])),
  ]
  static let inputs = [ValueKind.model, .explanation, .table, .tuning]
  static let options: Set = [PlotVerb.top.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    if input.kind == .table { try check(input, at: call) }
    let top = arguments[PlotVerb.top]
    return { value, context in
      if let explanation = value as? ExplanationValue {
        try Footprint.rows(8).require(on: explanation.keys, context.execution)
        return .importance(
          names: explanation.names, values: explanation.sizes,
          measure: "mean size of contribution to the \(explanation.scaleName)",
          top: top, model: explanation.estimator)
      }
      if let tuning = value as? TuningValue { return parameters(of: tuning, top: top) }
      let model = value as? ModelValue
      guard let table = try model?.importanceTable() ?? value.table, let names = table["feature"],
        let measure = measure(table.schema), let values = table[measure]?.doubles()
      else { throw NeedsData() }
      return .importance(
        names: (0..<table.rowCount).map { CellFormat.plain(names[$0]) }, values: values, measure: measure, top: top,
        model: model?.estimator ?? "")
    }
  }

  private static func parameters(of tuning: TuningValue, top: Int) -> Chart {
    let found = tuning.importance
    return .parameterImportance(
      names: tuning.search.space.names, shares: found.shares, best: found.best, trials: found.trials,
      goal: tuning.settings.goals[0].name, top: top, model: tuning.search.first.name)
  }

  private static func check(_ input: Shape, at call: WordArguments) throws {
    guard input.fields["feature"]?.type != .text || measure(input.fields) == nil else { return }
    throw Diagnostic(
      code: ModelCodes.mark, "`plot importance` draws a model, or a table with `feature` and a number for each",
      at: Label(call.span, "this table has no such columns"), help: "write `MODEL | plot importance`")
  }

  /// The column that says how important a feature is: the first of numbers.
  private static func measure(_ schema: Schema) -> String? {
    schema.fields.first { $0.type.isNumeric && $0.name != "rank" }?.name
  }
}
