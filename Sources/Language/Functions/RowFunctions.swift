import Columns

/// Functions across columns of one row: `row_mean(@EXT_*)`. Nulls are passed over.
enum RowFunctions {
  static let all: [ScalarFunction] = [
    row("row_sum", "The sum of the values of a row; 0 where all are null.", gives: "3.0") { values in
      values.reduce(0, +)
    },
    row("row_mean", "The mean of the values of a row.", gives: "1.5") {
      $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count)
    },
    row("row_min", "The smallest value of a row.", gives: "1.0") { $0.min() ?? .nan },
    row("row_max", "The largest value of a row.", gives: "2.0") { $0.max() ?? .nan },
    row("row_std", "The standard deviation (n−1) of the values of a row.", gives: "0.7071067811865476") { values in
      guard values.count > 1 else { return .nan }
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    },
    ScalarFunction(
      "row_nulls", [.rows("columns", isRest: true)], "How many of the columns are null in a row.", gives: .always(.int),
      example: FunctionExample("row_nulls(1, null)", "1")
    ) { call in
      Vector(ints: (0..<call.count).map { row in call.arguments.reduce(0) { $0 + ($1.isValid(row) ? 0 : 1) } })
    },
  ]

  private static func row(
    _ name: String, _ summary: String, gives example: String, _ combine: @escaping @Sendable ([Double]) -> Double
  ) -> ScalarFunction {
    ScalarFunction(
      name, [.rows("columns", .numbers, isRest: true)], summary, gives: .always(.float),
      example: FunctionExample("\(name)(1, 2, null)", example)
    ) { call in
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
