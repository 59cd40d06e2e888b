import Columns
import Diagnostics
import Language
import Relational
import Syntax

/// Makes a column of each level of another: from long to wide.
enum PivotVerb: Verb {
  static let column = Parameter<ColumnName>("column", "The column whose levels become columns.")
  static let values = Parameter<ColumnName>("values", "The column that fills them.")
  static let agg = Parameter<String?>(
    "agg", default: nil, "What makes one value of several; without it there may be one only.",
    choices: AggregateFunction.allCases.filter { $0.arity.contains(1) && $0.parameter == nil }.map(\.name))
  static let names = Parameter<String>(
    "names", default: "{values}_{level}", "The names of the new columns, with {values} and {level} filled in.")
  static let signature = Signature(
    "pivot", positional: [column.declaration], clauses: [.requiredBy],
    options: [values.declaration, agg.declaration, names.declaration],
    synonyms: ["pivot_wider", "spread", "pivot_table", "dcast"])
  static let summary = "Makes a column of each level of another: from long to wide."
  static let discussion = """
    One row for each combination of the keys, in order of first appearance; the levels in sorted order. A \
    combination that does not occur is null, and 0 for `count`, `nunique` and `nulls`. Rows whose level is null are \
    left out, which a note counts.
    """
  static let examples = [
    Example(
      "range 4 | derive { id = n % 2, kind = if n < 2 then \"b\" else \"a\" } | pivot kind, values: n by id",
      "One value for each key and level.",
      gives: .table("id int, n_a int, n_b int", "0 2 0\n1 3 1")),
    Example(
      "range 5 | derive { id = n % 2, k = n % 3 } | pivot k, values: n, agg: sum, names: \"k{level}\" by id",
      "Several values become one.",
      gives: .table("id int, k0 int, k1 int, k2 int", "0 0 4 2\n1 3 1 null")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let level = try input.position(of: arguments[column].name)
    let value = try input.position(of: arguments[values].name)
    let keys = try KeyColumns.positions(arguments.stage.by ?? [], input, arguments.scope)
    let (levelField, valueField) = (input.fields[level], input.fields[value])
    guard CodedColumn.takes(levelField.type) else {
      throw Diagnostic(
        code: .wrongType, "`pivot` takes a column with levels, and `\(levelField.name)` is \(levelField.type.rawValue)",
        at: Label(arguments.span(of: column), "this is \(levelField.type.rawValue)"),
        help: "make bands first: `| derive \(levelField.name) = cut(\(levelField.name), […])`")
    }
    guard arguments[names].contains("{level}") else {
      throw arguments.outOfRange(names, "needs `{level}`, or all columns would share a name")
    }
    let function = arguments[agg].flatMap(AggregateFunction.init(rawValue:))
    guard let type = (function ?? .first).resultType(for: valueField.type) else {
      throw Diagnostic(
        code: .wrongType, "`\(arguments[agg] ?? "")` does not take \(valueField.type.rawValue)",
        at: Label(arguments.span(of: agg), "`\(valueField.name)` is \(valueField.type.rawValue)"))
    }
    let plan = PivotPlan(
      keys: keys, level: level, value: value, function: function, type: type, names: arguments[names])
    let pivot = Pivot(plan: plan)
    return .relational(.pivot(plan), memory: .asksItself) { table, context in
      let cells = try pivot.cells(of: table, context)
      try context.reportLookalikes([(levelField.name, table.columns[level])], in: "pivot")
      if let twice = cells.repeated { throw several(table, twice, plan, arguments) }
      if cells.withoutLevel > 0 {
        context.note("pivot: \(Prose.count(cells.withoutLevel, "row")) without a `\(levelField.name)` left out")
      }
      let named = cells.levels.map { cell in
        arguments[names].replacing("{values}", with: valueField.name)
          .replacing("{level}", with: CellFormat.plain(cell))
      }
      if let twice = (keys.map { table.schema.fields[$0].name } + named).duplicate {
        throw Diagnostic(
          code: .columnName, "two columns would be called `\(twice)`",
          at: Label(arguments.verbSpan, "makes this name twice"),
          help: "give another template: `names: \"{values}_{level}\"`")
      }
      return try pivot.table(table, cells, names: named, context)
    }
  }

  private static func several(
    _ table: Table, _ row: Int, _ plan: PivotPlan, _ arguments: BoundArguments
  ) -> Diagnostic {
    let place = (plan.keys + [plan.level]).map { position in
      "\(table.schema.fields[position].name) \(CellFormat.literal(table.columns[position][row]))"
    }
    return Diagnostic(
      code: .addedRows, "several rows share a key and a level: \(place.joined(separator: ", "))",
      at: Label(arguments.verbSpan, "one value is needed for each"),
      help: "say what makes one of several: `agg: sum`, `agg: mean`, `agg: first` …")
  }
}
