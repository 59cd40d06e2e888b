import Columns
import Diagnostics
import Language

/// Starts a pipeline with a column `n` of whole numbers.
enum RangeVerb: Verb {
  static let count = Parameter<Int>("count", "How many rows; they count from 0.")
  static let signature = Signature("range", inputs: [], positional: [count.declaration])
  static let summary = "Starts a pipeline with a column `n` of whole numbers from 0."
  static let examples = [
    Example("range 3", "Three rows.", prints: "0\n1\n2"),
    Example("range 2 + 2 | agg total = sum(n)", "The count may be computed.", prints: "6"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let rows = arguments[count]
    guard (0...Int(Int32.max)).contains(rows) else {
      throw arguments.outOfRange(count, "takes a number from 0 to \(Int32.max)")
    }
    let schema = Schema([Field("n", .int)])
    return Step(.local { _, _ in
      Table(schema: schema, columns: [Column(ints: (0..<rows).map(Int64.init))])
    }, output: .table(schema))
  }
}
