import Columns

/// Functions across columns of one row: `row_mean(@EXT_*)`. Nulls are passed over, and whole numbers are added up
/// exactly.
enum RowFunctions {
  static let all: [ScalarFunction] = [
    row("row_sum", "The sum of the values of a row; 0 where all are null.", gives: .wholeOrFloat, "3") { sum(&$0) },
    row("row_mean", "The mean of the values of a row.", gives: .always(.float), "1.5") { mean(&$0) },
    row("row_min", "The smallest value of a row.", gives: .wholeOrFloat, "1") { Extreme.less.across(&$0) },
    row("row_max", "The largest value of a row.", gives: .wholeOrFloat, "2") { Extreme.greater.across(&$0) },
    row(
      "row_std", "The standard deviation (n−1) of the values of a row.", gives: .always(.float), "0.7071067811865476"
    ) { deviation(&$0) },
    ScalarFunction(
      "row_nulls", [.rows("columns", isRest: true)], "How many of the columns are null in a row.",
      nulls: .seen, gives: .always(.int),
      example: FunctionExample("row_nulls(1, null)", "1")
    ) { call in
      Vector(ints: (0..<call.count).map { row in call.arguments.reduce(0) { $0 + ($1.isValid(row) ? 0 : 1) } })
    },
  ]

  private static func row(
    _ name: String, _ summary: String, gives type: ResultType, _ example: String,
    evaluate: @escaping @Sendable (inout FunctionCall) throws -> Vector
  ) -> ScalarFunction {
    ScalarFunction(
      name, [.rows("columns", .numbers, isRest: true)], summary, nulls: .passedOver, gives: type,
      example: FunctionExample("\(name)(1, 2, null)", example), evaluate: evaluate)
  }
}

extension ResultType {
  /// A whole number unless one of the arguments is a float.
  fileprivate static let wholeOrFloat = ResultType { $0.types.contains(.float) ? .float : .int }
}
