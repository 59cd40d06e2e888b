import Columns
import Diagnostics
import Language

/// Puts one value in the place of others.
enum ReplaceVerb: RowWiseVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns to look through.")
  static let values = Parameter<[Cell]>("values", "The values that go.")
  static let with = Parameter<Cell>("with", "What stands in their place; `null` makes them missing.")
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
  static let signature = Signature(
    "replace", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [values.declaration, with.declaration, optional.declaration], synonyms: ["recode", "na_if"],
    columnUse: .handsOn)
  static let summary = "Puts one value in the place of others."
  static let discussion = """
    For sentinels such as 365243 days, and for spellings of one level. A note counts what was replaced. The values \
    must be of the column's type; a number that is not whole turns a column of whole numbers into floats. Nulls are \
    filled by `impute`, or by `??` in `derive`.
    """
  static let examples = [
    Example(
      "range 3 | derive days = 365243 - n | replace days, values: [365243], with: null", "A sentinel becomes null.",
      gives: .table("n int, days int", "0 null\n1 365242\n2 365241")),
    Example(
      "range 3 | derive t = if n == 0 then \"XNA\" else \"b\" | replace t, values: [\"XNA\", \"a\"], with: \"other\"",
      "Several levels become one.",
      gives: .table("n int, t text", "0 other\n1 b\n2 b")),
  ]

  static func selection(_ arguments: BoundArguments) -> ColumnSelection? { arguments[columns] }

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let old = arguments[values], new = arguments[with]
    guard !old.isEmpty else { throw arguments.outOfRange(values, "names no value", help: "write `values: [365243]`") }
    if old.contains(where: \.isNull) {
      throw Diagnostic(
        code: .wrongValue, "`replace` looks for values, and null is none",
        at: Label(arguments.span(of: values), "holds null"), help: "fill gaps with `impute`, or with `??` in `derive`")
    }
    let chosen = try arguments[columns].positions(in: input, optional: arguments[optional])
    var fields = Array(input.fields)
    for position in chosen {
      let field = fields[position]
      if let odd = old.first(where: { !fits($0, field.type) }) { throw misfit(odd, field, values, arguments) }
      guard new.isNull || fits(new, field.type) else { throw misfit(new, field, with, arguments) }
      if field.type == .int, case .float(let value) = new, Int64(exactly: value) == nil {
        fields[position] = Field(field.name, .float)
      }
    }
    let schema = Schema(fields, roles: input.fields.roles)
    let memory = Footprint.columns(chosen, work: 24, kept: 8)
    let plan = ReplacePlan(columns: chosen, values: old, with: new, types: chosen.map { fields[$0].type })
    return .relational(.replace(plan), output: .table(schema), memory: memory) { table, context in
      let results = try context.execution.map(count: chosen.count) { index in
        Replacement(old: old, new: new).apply(to: table.columns[chosen[index]], as: schema.fields[chosen[index]].type)
      }
      let widened = chosen.filter { table.columns[$0].type == .int && schema.fields[$0].type == .float }
      try context.reportLostDigits(widened.map { (schema.fields[$0].name, table.columns[$0]) }, in: "replace")
      var columns = table.columns
      for (position, result) in zip(chosen, results) { columns[position] = result.column }
      let (count, touched) = (results.reduce(0) { $0 + $1.count }, results.count { $0.count > 0 })
      context.note(
        count == 0 ? "replace: none of the values occurs"
          : "replace: \(Prose.count(count, "value")) in \(Prose.count(touched, "column"))")
      return Table(schema: schema, columns: columns, rowCount: table.rowCount)
    }
  }

  private static func fits(_ cell: Cell, _ type: ColumnType) -> Bool {
    switch cell {
    case .null: false
    case .int, .float: type.isNumeric
    case .text: type == .text
    case .bool: type == .bool
    case .date: type == .date
    case .datetime: type == .datetime
    }
  }

  private static func misfit<T>(
    _ cell: Cell, _ field: Field, _ parameter: Parameter<T>, _ arguments: BoundArguments
  ) -> Diagnostic {
    Diagnostic(
      code: .wrongType, "`\(field.name)` is \(field.type.rawValue), and \(CellFormat.literal(cell)) is not",
      at: Label(arguments.span(of: parameter), "not \(field.type.rawValue)"),
      help: "choose columns of one type, such as `@num` or `@text`")
  }
}
