import Columns
import Diagnostics
import Language

/// Starts a pipeline with a column `n` of whole numbers.
enum RangeVerb: Verb {
  static let count = Parameter<Int>("count", "How many rows; they count from 0.")
  /// More rows would not fit into the memory of the machines that this is for.
  static let limit = 500_000_000
  /// So many are filled before somebody may stop it.
  private static let block = 1 << 20
  static let signature = Signature("range", inputs: [], positional: [count.declaration])
  static let summary = "Starts a pipeline with a column `n` of whole numbers from 0."
  static let examples = [
    Example("range 3", "Three rows.", gives: .table("n int", "0\n1\n2")),
    Example("range 2 + 2 | agg total = sum(n)", "The count may be computed.", gives: .table("total int", "6")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let rows = arguments[count]
    guard (0...limit).contains(rows) else {
      throw arguments.outOfRange(count, "takes a number from 0 to \(limit)")
    }
    let schema = Schema([Field("n", .int)])
    return Step(.local { _, context in
      try context.execution.memory.require(Double(rows * MemoryLayout<Int32>.size))
      let values = try Buffer<Int32>(count: rows) { out in
        for start in stride(from: 0, to: rows, by: block) {
          try context.execution.checkCancelled()
          for row in start..<min(start + block, rows) { out[row] = Int32(row) }
        }
      }
      context.made("n", ColumnMaking(isRowNumber: true))
      let column = Column(type: .int, count: rows, validity: nil, storage: .integers(.w32(values)))
      return Table(schema: schema, columns: [column])
    }, output: .table(schema))
  }
}
