import Columns
import Diagnostics
import Language

/// Picks one row by its number.
enum RowVerb: Verb {
  static let number = Parameter<Int>("number", in: 1...Double.infinity, "Which row; the first one is 1.")
  static let signature = Signature(
    "row", positional: [number.declaration], synonyms: ["slice", "iloc", "nth"], columnUse: .handsOn)
  static let summary = "Picks one row by its number."
  static let discussion = "Rows count from 1. `row 7 | card` shows the row with a column below the other."
  static let examples = [
    Example("range 5 | row 2", "The second row.", gives: .table("n int", "1")),
    Example("range 3 | sort -n | row 1", "The first of sorted rows.", gives: .table("n int", "2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let number = arguments[number], span = arguments.span(of: Self.number)
    return .onTable(output: .table(input.fields), memory: .small) { table, _ in
      guard number <= table.rowCount else {
        throw Diagnostic(
          code: .wrongValue, "there is no row \(number)",
          at: Label(span, "there \(table.rowCount == 1 ? "is" : "are") \(Prose.count(table.rowCount, "row"))"),
          help: table.rowCount == 0 ? "no row is left of the stages before" : "the last one is `row \(table.rowCount)`")
      }
      return table.slice(number - 1..<number)
    }
  }
}
