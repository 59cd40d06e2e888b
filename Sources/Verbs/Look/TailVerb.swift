import Columns
import Language

/// Keeps the last rows of the table.
enum TailVerb: Verb {
  static let count = Parameter<Int>("count", default: 10, "The number of rows to keep.")
  static let signature = Signature("tail", positional: [count.declaration], columnUse: .handsOn)
  static let summary = "Keeps the last rows of the table."
  static let examples = [
    Example("range 5 | tail 2", "The last two rows.", gives: .table("n int", "3\n4")),
    Example("range 2 | tail", "The last ten, or all there are.", gives: .table("n int", "0\n1")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try HeadVerb.limit(input, arguments, count, fromEnd: true)
  }
}
