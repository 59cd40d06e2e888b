import Columns
import Language
import Relational

/// Keeps the first of the rows that are alike.
enum DistinctVerb: Verb {
  static let columns = Parameter<ColumnSelection?>(
    "columns", default: nil, "The columns that make rows alike; all where none is named.")
  static let signature = Signature(
    "distinct", positional: [columns.declaration], synonyms: ["unique", "drop_duplicates"])
  static let summary = "Keeps the first of the rows that are alike."
  static let discussion = "With columns, the result has only those. Nulls are alike."
  static let examples = [
    Example(
      "range 4 | derive odd = n % 2 | distinct odd", "The distinct values of a column.",
      gives: .table("odd int", "0\n1")),
    Example("range 4 | select n | distinct | count", "Whole rows.", gives: .table("n int", "4")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let positions = try arguments[columns]?.positions(in: input) ?? Array(input.fields.indices)
    let schema = input.fields.projected(positions.map { .init(position: $0, name: input.fields[$0].name) })
    return .relational(.distinct(positions), output: .table(schema), memory: .asksItself) { table, context in
      let kept = table.selecting(positions)
      let groups = try Grouping.make(keys: kept.columns, rowCount: kept.rowCount, execution: context.execution)
      let result = try kept.taking(groups.firstRows, execution: context.execution)
      try context.reportLookalikes(zip(result.schema.names, result.columns).map { ($0, $1) }, in: "distinct")
      return result
    }
  }
}
