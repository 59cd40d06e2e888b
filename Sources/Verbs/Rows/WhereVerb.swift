import Columns
import Diagnostics
import Language

/// Keeps the rows for which a condition is true.
enum WhereVerb: Verb {
  static let condition = Parameter<RowExpression>("condition", "What must be true of a row.")
  static let signature = Signature(
    "where", positional: [condition.declaration], synonyms: ["filter", "having"], columnUse: .handsOn)
  static let summary = "Keeps the rows for which a condition is true."
  static let discussion = "A row for which the condition is null is not kept."
  static let examples = [
    Example("range 5 | where n > 2", "Rows above a bound.", gives: .table("n int", "3\n4")),
    Example("range 6 | where n in [1, 4] or n == 5", "Several conditions.", gives: .table("n int", "1\n4\n5")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let expression = arguments[condition].syntax
    let checked = try ExpressionChecker(input, arguments.scope).condition(expression)
    return Step(.filter(checked), output: .table(input.fields))
  }
}
