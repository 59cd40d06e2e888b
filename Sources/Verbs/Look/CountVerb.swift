import Columns
import Language

/// Counts the rows.
enum CountVerb: Verb {
  static let signature = Signature("count", clauses: [.by], columnUse: .ends)
  static let summary = "Counts the rows, all together or by keys."
  static let examples = [
    Example("range 5 | where n > 1 | count", "All rows.", gives: .table("n int", "3")),
    Example("range 5 | derive odd = n % 2 | count by odd", "By a key.", gives: .table("odd int, n int", "0 3\n1 2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try AggVerb.step(input, arguments, items: [.count(named: "n", at: arguments.verbSpan)])
  }
}
