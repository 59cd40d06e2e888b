import Columns
import Language

/// Keeps columns, in the order they are written.
enum SelectVerb: RowWiseVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns to keep.")
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
  static let signature = Signature(
    "select", inputs: [.table, .recipe], positional: [columns.declaration], options: [optional.declaration],
    synonyms: ["keep", "choose", "pick", "project", "columns"], columnUse: .ends)
  static let summary = "Keeps columns, in the order they are written."
  static let examples = [
    Example(
      "range 2 | derive { a = n * 2, b = n * 3 } | select b, n", "Two of three columns.",
      gives: .table("b int, n int", "0 0\n3 1")),
    Example(
      "range 2 | derive { a_x = n, a_y = n, b = n } | select @a_*", "Columns by a glob.",
      gives: .table("a_x int, a_y int", "0 0\n1 1")),
  ]

  static func selection(_ arguments: BoundArguments) -> ColumnSelection? { arguments[columns] }

  static func kept(_ training: Shape, _ chosen: [Int]) -> [String]? { chosen.map { training.fields[$0].name } }

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let chosen = try arguments[columns].positions(in: input, optional: arguments[optional])
    let kept = chosen.map { ProjectedColumn(position: $0, name: input.fields[$0].name) }
    return Step(.project(kept), output: .table(input.fields.projected(kept)))
  }
}
