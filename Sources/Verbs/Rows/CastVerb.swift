import Columns
import Diagnostics
import Language

/// Gives columns another type.
enum CastVerb: RowWiseVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns to convert.")
  static let to = Parameter<String>("to", "The type they get.", choices: ColumnType.allCases.map(\.rawValue))
  static let strict = Parameter<Bool>(
    "strict", default: false, "Whether a value that does not fit is an error; it becomes null otherwise.")
  static let decimal = Parameter<String>(
    "decimal", default: ".", "What stands before the fraction of a number in a text.")
  static let thousands = Parameter<String?>(
    "thousands", default: nil, "What may stand between the digits of a number in a text, and is skipped.")
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
  static let signature = Signature(
    "cast", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      to.declaration, strict.declaration, decimal.declaration, thousands.declaration, optional.declaration,
    ], synonyms: ["astype", "convert", "retype"],
    columnUse: .handsOn)
  static let summary = "Gives columns another type."
  static let discussion = """
    A value that the type cannot hold becomes null, and a note counts such rows; with `strict: yes` it is an error. A \
    float fits `int` if it is whole, so that nothing is cut off silently (`floor` and `round` do that); texts are read \
    as they would be from a file: `12`, `1.5e3`, `yes` or `true`, `2024-01-31`, `2024-01-31 12:30:00`. A bool is 0 or \
    1. Dates and numbers do not turn into each other, except in a column without any value, which fits any type. \
    Numbers in texts are read as `decimal:` and `thousands:` say: `cast price, to: float, decimal: ",", thousands: \
    "."` makes 1234.5 of "1.234,5".
    """
  static let examples = [
    Example(
      "range 3 | derive t = if n == 1 then \"x\" else \"7\" | cast t, to: int | derive u = t + 1",
      "Text to numbers; what is none is null.",
      gives: .table("n int, t int, u int", "0 7 8\n1 null null\n2 7 8")),
    Example("range 2 | cast n, to: bool", "Numbers to yes and no.", gives: .table("n bool", "no\nyes")),
    Example(
      "range 1 | derive p = \"1.234,5\" | cast p, to: float, decimal: \",\", thousands: \".\"", "A decimal comma.",
      gives: .table("n int, p float", "0 1234.5")),
    Example(
      "range 1 | derive d = \"2024-02-29\" | cast d, to: date | derive m = month(d)", "Text to dates.",
      gives: .table("n int, d date, m int", "0 2024-02-29 2")),
  ]

  static func selection(_ arguments: BoundArguments) -> ColumnSelection? { arguments[columns] }

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let type = ColumnType(rawValue: arguments[to]) ?? .text
    var fields = Array(input.fields)
    let chosen = try arguments[columns].positions(in: input, optional: arguments[optional])
    for position in chosen where fields[position].type != type {
      guard try CellConversion.exists(from: fields[position].type, to: type) || input.table().columns[position].isEmpty
      else {
        throw impossible(fields[position], type, arguments)
      }
      fields[position] = Field(fields[position].name, type)
    }
    let marks = try marks(arguments), isStrict = arguments[strict]
    let schema = Schema(fields, roles: input.fields.roles)
    let memory = Footprint.columns(chosen) { CellConversion.share(of: $0, to: type) }
    let plan = CastPlan(
      columns: chosen, type: type, isStrict: isStrict, decimal: marks.decimal, thousands: marks.thousands)
    return .relational(.cast(plan), output: .table(schema), memory: memory) { table, context in
      let converted = try context.execution.map(count: chosen.count) { index in
        CellConversion.convert(table.columns[chosen[index]], to: type, marks: marks)
      }
      let floats = type == .float ? chosen.filter { table.columns[$0].type == .int } : []
      try context.reportLostDigits(floats.map { (schema.fields[$0].name, table.columns[$0]) }, in: "cast")
      var columns = table.columns
      for (position, result) in zip(chosen, converted) {
        if let row = result.misfits.first {
          let name = schema.fields[position].name
          if isStrict { throw misfit(table.columns[position][row], row, name, type, arguments) }
          context.note(misfitNote(result.misfits, of: table.columns[position], name, type))
        }
        columns[position] = result.column
      }
      return Table(schema: schema, columns: columns, rowCount: table.rowCount)
    }
  }

  private static func marks(_ arguments: BoundArguments) throws -> NumberMarks {
    let (fraction, group) = (arguments[decimal], arguments[thousands])
    func check<T>(_ text: String, _ parameter: Parameter<T>) throws {
      guard text.count == 1, !text.contains(where: { $0.isNumber || $0.isNewline || "+-eE".contains($0) }) else {
        throw arguments.outOfRange(parameter, "takes one character that numbers do not consist of")
      }
    }
    try check(fraction, decimal)
    if let group { try check(group, thousands) }
    guard fraction != group else {
      throw arguments.outOfRange(thousands, "cannot be `\(fraction)`, which is the decimal already")
    }
    return NumberMarks(decimal: fraction, thousands: group)
  }

  private static func misfitNote(_ rows: [Int], of column: Column, _ name: String, _ type: ColumnType) -> String {
    var shown: [String] = []
    for row in rows.prefix(1000) where shown.count < 3 {
      let text = CellFormat.literal(column[row])
      if !shown.contains(text) { shown.append(text) }
    }
    return "cast: \(Prose.count(rows.count, "value")) of `\(name)` did not fit \(type.rawValue) and became null: "
      + shown.joined(separator: ", ") + (rows.count > shown.count ? ", …" : "")
  }

  private static func misfit(
    _ cell: Cell, _ row: Int, _ name: String, _ type: ColumnType, _ arguments: BoundArguments
  ) -> Diagnostic {
    Diagnostic(
      code: .wrongValue,
      "`\(name)` holds a value that does not fit \(type.rawValue): \(CellFormat.literal(cell)) in row \(row + 1)",
      at: Label(arguments.stage.mention(of: name), "strictly to \(type.rawValue)"),
      help: "without `strict: yes` such values become null and are counted")
  }

  private static func impossible(_ field: Field, _ type: ColumnType, _ arguments: BoundArguments) -> Diagnostic {
    let isDate = field.type == .date || field.type == .datetime
    return Diagnostic(
      code: .wrongType, "`\(field.name)` is \(field.type.rawValue), which cannot become \(type.rawValue)",
      at: Label(arguments.span(of: to), "not from \(field.type.rawValue)"),
      help: isDate
        ? "count days instead: `derive days = days_between(date \"2000-01-01\", \(field.name))`"
        : "make a text of it first: `cast \(field.name), to: text`")
  }
}
