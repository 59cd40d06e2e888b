import Columns
import Language

/// Takes columns away.
enum DropVerb: RowWiseVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns to take away.")
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
  static let signature = Signature(
    "drop", inputs: [.table, .recipe], positional: [columns.declaration], options: [optional.declaration],
    synonyms: ["remove", "delete", "exclude", "omit"], columnUse: .handsOn)
  static let summary = "Takes columns away."
  static let discussion = """
    A selector by a measure, such as `@nulls(> 0.65)`, may choose nothing without an error: which columns it meets is \
    up to the data. In a recipe it goes by the training rows.
    """
  static let examples = [
    Example("range 2 | derive a = n + 1 | drop n", "All but one column.", gives: .table("a int", "1\n2")),
    Example(
      "range 2 | derive { a = n, b = null } | drop @nulls(> 0.5)", "Columns with many gaps.",
      gives: .table("n int, a int", "0 0\n1 1")),
    Example(
      "recipe | drop @nulls(== 1) | impute @num, method: median", "In a recipe, before gaps are filled.",
      gives: .value(.recipe, ["steps": .int(2)])),
  ]

  static func selection(_ arguments: BoundArguments) -> ColumnSelection? { arguments[columns] }

  static func kept(_ training: Shape, _ chosen: [Int]) -> [String]? {
    let gone = Set(chosen)
    return training.fields.indices.filter { !gone.contains($0) }.map { training.fields[$0].name }
  }

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let isOptional = arguments[optional] || arguments[columns].isByMeasure
    let gone = Set(try arguments[columns].positions(in: input, optional: isOptional))
    let kept = input.fields.indices.filter { !gone.contains($0) }
      .map { ProjectedColumn(position: $0, name: input.fields[$0].name) }
    return Step(.project(kept), output: .table(input.fields.projected(kept)))
  }
}
