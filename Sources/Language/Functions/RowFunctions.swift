import Columns

/// Functions across columns of one row: `row_mean(@EXT_*)`. Nulls are passed over.
enum RowFunctions {
  static let all: [ScalarFunction] = [
    row("row_sum", "The sum of the values of a row; 0 where all are null.") { values in values.reduce(0, +) },
    row("row_mean", "The mean of the values of a row.") { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) },
    row("row_min", "The smallest value of a row.") { $0.min() ?? .nan },
    row("row_max", "The largest value of a row.") { $0.max() ?? .nan },
    row("row_std", "The standard deviation (n−1) of the values of a row.") { values in
      guard values.count > 1 else { return .nan }
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    },
    ScalarFunction(
      "row_nulls(@columns)", "How many of the columns are null in a row.", arity: 1...100_000,
      type: { _ in .type(.int) }
    ) { call in
      Vector(ints: (0..<call.count).map { row in call.arguments.reduce(0) { $0 + ($1.isValid(row) ? 0 : 1) } })
    },
  ]

  private static func row(
    _ name: String, _ summary: String, _ combine: @escaping @Sendable ([Double]) -> Double
  ) -> ScalarFunction {
    ScalarFunction("\(name)(@columns)", summary, arity: 1...100_000, type: { .numbers($0, gives: .float) }) { call in
      let columns = call.arguments.map { $0.doubles(call.count) }
      var present: [Double] = []
      return Vector(floats: (0..<call.count).map { row in
        present.removeAll(keepingCapacity: true)
        for index in columns.indices where call.arguments[index].isValid(row) { present.append(columns[index][row]) }
        return combine(present)
      })
    }
  }
}
