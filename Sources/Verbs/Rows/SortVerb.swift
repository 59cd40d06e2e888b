import Columns
import Language

/// Orders the rows by columns.
enum SortVerb: Verb {
  static let columns = Parameter<OrderKeys>("columns", "The columns to go by; `-NAME` sorts from high to low.")
  static let signature = Signature(
    "sort", positional: [columns.declaration], synonyms: ["arrange", "order"], columnUse: .handsOn)
  static let summary = "Orders the rows by columns; `-NAME` sorts from high to low."
  static let discussion = """
    Rows that are equal in all keys keep their order. Nulls come last in both directions. A selector gives its columns \
    in the order written: `sort @(day + hour)`.
    """
  static let examples = [
    Example("range 3 | sort -n", "From high to low.", gives: .table("n int", "2\n1\n0")),
    Example(
      "range 4 | derive odd = n % 2 | sort odd, -n", "Two keys.",
      gives: .table("n int, odd int", "2 0\n0 0\n3 1\n1 1")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.sort(try arguments[columns].columns(in: input)), output: .table(input.fields))
  }
}
