import Columns

/// Functions across columns of one row: `row_mean(@EXT_*)`. Nulls are passed over, and whole numbers are added up exactly.
enum RowFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "row_sum(@columns)", "The sum of the values of a row; 0 where all are null.", arity: 1...100_000, type: sameNumber
    ) { sum(&$0) },
    ScalarFunction(
      "row_mean(@columns)", "The mean of the values of a row.", arity: 1...100_000, type: toFloat, evaluate: mean),
    extreme("row_min", "smallest", .less),
    extreme("row_max", "largest", .greater),
    ScalarFunction(
      "row_std(@columns)", "The standard deviation (n−1) of the values of a row.", arity: 1...100_000, type: toFloat
    ) { deviation(&$0) },
    ScalarFunction(
      "row_nulls(@columns)", "How many of the columns are null in a row.", arity: 1...100_000,
      type: { _ in .type(.int) }
    ) { call in
      Vector(ints: (0..<call.count).map { row in call.arguments.reduce(0) { $0 + ($1.isValid(row) ? 0 : 1) } })
    },
  ]

  private static let toFloat: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { .numbers($0, gives: .float) }
  private static let sameNumber: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { types in
    .numbers(types, gives: types.contains(.float) ? .float : .int)
  }

  private static func extreme(_ name: String, _ word: String, _ wins: Extreme) -> ScalarFunction {
    ScalarFunction("\(name)(@columns)", "The \(word) value of a row.", arity: 1...100_000, type: sameNumber) {
      wins.across(&$0)
    }
  }
}
