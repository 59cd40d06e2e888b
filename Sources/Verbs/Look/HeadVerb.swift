import Columns
import Language

/// Keeps the first rows of the table.
enum HeadVerb: Verb {
  static let count = Parameter<Int>("count", default: 10, "The number of rows to keep.")
  static let signature = Signature(
    "head", positional: [count.declaration], synonyms: ["take", "limit"], columnUse: .handsOn)
  static let summary = "Keeps the first rows of the table."
  static let examples = [
    Example("range 5 | head 2", "The first two rows.", gives: .table("n int", "0\n1")),
    Example("range 3 | head", "The first ten, or all there are.", gives: .table("n int", "0\n1\n2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try limit(input, arguments, count, fromEnd: false)
  }

  /// The step of `head` and `tail`.
  static func limit(
    _ input: Shape, _ arguments: BoundArguments, _ count: Parameter<Int>, fromEnd: Bool
  ) throws -> Step {
    guard arguments[count] >= 0 else {
      throw arguments.outOfRange(count, "takes a number of rows, which cannot be negative")
    }
    return Step(.limit(arguments[count], fromEnd: fromEnd), output: .table(input.fields))
  }
}
