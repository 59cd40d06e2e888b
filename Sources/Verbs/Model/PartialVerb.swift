import Columns
import Diagnostics
import Language
import Learning
import Statistics
import Syntax

/// Says how a model's scores go with one column, all else as it is.
enum PartialVerb: Verb {
  static let column = Parameter<ColumnName>("column", "The column to vary, as it is before the recipe.")
  static let rows = Parameter<Reference>("of", "The rows whose other columns stay, by name.").naming(.table)
  static let points = Parameter<Int>("points", default: 20, in: 2...1000, "How many values of a number are tried.")
  static let each = Parameter<Bool>(
    "each", default: false, "Whether every row has a curve of its own (ICE), in place of the mean.")
  static let signature = Signature(
    "partial", inputs: [.model], output: .table, positional: [column.declaration],
    options: [rows.declaration, points.declaration, each.declaration],
    synonyms: ["partial_dependence", "pdp", "ice", "ale", "marginal_effect"])
  static let summary = "Says how a model's scores change with one column, all else as it is."
  static let discussion = """
    Every row gets each of the values in turn, and is scored. `score` is the mean over the rows (Friedman's partial \
    dependence), `low` and `high` hold four fifths of the rows. The values are all that occur, if there are no more \
    than `points`, and else lie in equal steps from the 5 % to the 95 % quantile of these rows. With `each: yes` there \
    is a row for each row and value. Where columns go together, such rows do not exist: read the ends with care.
    """
  static let examples = [
    Example(
      "d = \(CvVerb.data)\nm = d | fit logistic, target: bad\nm | partial y, of: d, points: 3 | select y",
      "The values that are tried.", gives: .table("y float", "0.0\n3.0\n6.0")),
    Example(
      "d = \(CvVerb.data)\nm = d | fit dummy, target: bad\nm | partial y, of: d, each: yes | count",
      "A curve for each row.",
      gives: .table("n int", "420")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[rows], name = arguments[column].name
    guard let table = try reference.rows() else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(reference.name.text)` is not a table but a \(reference.value.kind.name)",
        at: Label(reference.name.span, "not a table"), help: "write `MODEL | partial \(name.text), of: TABLE`")
    }
    return Step(.local { value, context in
      guard let model = value as? ModelValue else { throw NeedsData() }
      guard let field = model.trained.inputs.first(where: { $0.name == name.text }) else {
        let names = model.trained.inputs.map(\.name)
        let near = Suggestions.help(for: name.text, among: names) ?? "it knows \(Prose.some(names))"
        throw Diagnostic(
          code: ModelCodes.contract, "the model knows no column `\(name.text)`",
          at: Label(name.span, "not among the \(model.trained.inputs.count) that it was fitted on"), help: near)
      }
      try Footprint.rows(Double(48 + 8 * model.trained.inputs.count)).require(on: table, context.execution)
      return try PartialDependence(model: model, field: field, name: name, table: table, arguments: arguments)
        .table(context)
    }, output: nil)
  }
}

/// The scores of rows in which one column has had each of some values.
private struct PartialDependence {
  let model: ModelValue
  let field: Field
  let name: Name
  let table: Table
  let arguments: BoundArguments

  func table(_ context: RunContext) throws -> Table {
    let place = arguments[PartialVerb.rows].name.span
    let contract = DataContract(model.trained.inputs, modelName: Name("the model", place))
    let inputs = try contract.inputs(of: table)
    let values = try self.values(inputs)
    try model.reportSentinels(in: table, PartialVerb.name, context)
    model.reportReweighting(PartialVerb.name, context)
    context.execution.monitor.begin("trying \(Prose.count(values.count, "value"))", total: values.count)
    let scores = try (0..<values.count).map { index -> [Double] in
      try context.execution.checkCancelled()
      defer { context.execution.monitor.advance(by: 1) }
      let constant = values.taking([Int32](repeating: Int32(index), count: inputs.rowCount))
      let varied = inputs.setting([(field: Field(field.name, values.type), column: constant)])
      return try model.trained.scores(varied, at: name.span, context)
    }
    return arguments[PartialVerb.each] ? each(values, scores) : mean(values, scores)
  }

  /// What the column is given, in rising order.
  private func values(_ inputs: Table) throws -> Column {
    guard let column = inputs[field.name],
      let values = TriedValues.of(column, most: arguments[PartialVerb.points])
    else {
      throw Diagnostic(
        code: .wrongValue, "`\(field.name)` has no value in these rows", at: Label(name.span, "nothing to try"))
    }
    return values
  }

  /// The column's own name, with an underline where the result has another column of that name.
  private var valueName: String { ["row", "score", "low", "high"].contains(field.name) ? field.name + "_" : field.name }

  private func mean(_ values: Column, _ scores: [[Double]]) -> Table {
    let quantiles = scores.map { Quantiles($0) }
    return Table([
      (valueName, values),
      ("score", Column(floats: scores.map { $0.isEmpty ? nil : PairwiseSummation.sum($0) / Double($0.count) })),
      ("low", Column(floats: quantiles.map { $0(0.1) })), ("high", Column(floats: quantiles.map { $0(0.9) })),
    ])
  }

  /// The curve of each row after that of the row before.
  private func each(_ values: Column, _ scores: [[Double]]) -> Table {
    let rows = scores.first?.count ?? 0
    let turns = (0..<rows).flatMap { _ in (0..<values.count).map { Int32($0) } }
    return Table([
      ("row", Column(ints: (0..<rows).flatMap { row in scores.indices.map { _ in Int64(row) } })),
      (valueName, values.taking(turns)),
      ("score", Column(doubles: (0..<rows).flatMap { row in scores.map { $0[row] } })),
    ])
  }
}
