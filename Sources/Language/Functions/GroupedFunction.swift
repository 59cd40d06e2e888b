import Columns

/// A function of several rows: an aggregate, or a window function.
struct GroupedFunction {
  let name: String
  let usage: String
  let summary: String
  let arity: ClosedRange<Int>
  let isWindow: Bool
  /// The type of the result for a type of the first argument; nil where the type does not fit.
  let resultType: @Sendable (ColumnType?) -> ColumnType?

  static func named(_ name: String, mode: ExpressionChecker.Mode) -> GroupedFunction? { nil }
  static func names(mode: ExpressionChecker.Mode) -> [String] { [] }
}
