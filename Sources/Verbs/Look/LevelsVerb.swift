import Columns
import Language
import Relational

/// Counts how often each value of a column occurs.
enum LevelsVerb: Verb {
  static let column = Parameter<ColumnName>("column", "The column whose values are counted.")
  static let signature = Signature(
    "levels", positional: [column.declaration], synonyms: ["value_counts", "tally", "tabulate"],
    columnUse: .ends)
  static let summary = "Counts how often each value of a column occurs, the most frequent first."
  static let discussion =
    "Values that occur equally often come in order of first appearance. Null is a value of its own."
  static let examples = [
    Example(
      "range 5 | derive odd = n % 2 | levels odd", "Two values.",
      gives: .table("odd int, n int, share float", "0 3 0.6\n1 2 0.4")),
    Example(
      "range 4 | derive t = if n > 2 then \"a\" else null | levels t", "Null counts as well.",
      gives: .table("t text, n int, share float", "null 3 0.75\na 1 0.25")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let position = try input.position(of: arguments[column].name)
    let field = input.fields[position]
    let name = ["n", "share"].contains(field.name) ? "value" : field.name
    let schema = Schema([Field(name, field.type), Field("n", .int), Field("share", .float)])
    return .onTable(output: .table(schema), memory: .asksItself) { table, context in
      let values = table.columns[position]
      try context.reportLookalikes([(field.name, values)], in: "levels")
      let groups = try Grouping.make(keys: [values], rowCount: table.rowCount, execution: context.execution)
      let counts = try Aggregation.run([AggregateRequest(.count)], over: groups, execution: context.execution)[0]
      let order = try SortOrder.rows(
        [SortKey(counts, descending: true)], rowCount: groups.count, execution: context.execution)
      let rows = Double(max(1, table.rowCount))
      let shares = Column(doubles: (counts.doubles() ?? []).map { $0 / rows })
      return Table(schema: schema, columns: [values.taking(groups.firstRows), counts, shares]).taking(order)
    }
  }
}
