import Columns

/// Functions that work on values of any type.
enum GeneralFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("nullif(x, value)", "Null where x equals the value, else x.", arity: 2...2, type: firstType) { nulled(&$0) },
    ScalarFunction("coalesce(x, y, …)", "The first value that is not null.", arity: 1...64, type: { .common($0) }) { only(&$0) },
    ScalarFunction("isin(x, list)", "Whether x is one of the values of a list.", arity: 2...2, type: { _ in .type(.bool) }) { call in
      Comparison.membership(call.arguments[0], call.constants.lists[1] ?? [])
    },
    extreme("min", "smallest", .less),
    extreme("max", "largest", .greater),
    ScalarFunction(
      "cut(x, breaks)", "The band of x between the breaks, closed on the left; the outer bands are open.", arity: 2...2,
      type: { .numbers([$0[0]], gives: .text) }, evaluate: cut),
  ]

  private static let firstType: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { types in
    guard TypeRules.unify(types[0], types[1]) != nil || types[1] == nil else {
      return .misfit(argument: 1, "is \(types[1]?.rawValue ?? ""), but x is \(types[0]?.rawValue ?? "")")
    }
    return .type(types[0] ?? .float)
  }

  private static func extreme(_ name: String, _ word: String, _ wins: Extreme) -> ScalarFunction {
    ScalarFunction(
      "\(name)(x, y, …)", "The \(word) of several values of a row; nulls are passed over.", arity: 2...64,
      type: { types in types.contains(.text) ? .misfit(argument: 0, "takes numbers or dates") : .common(types) }
    ) { wins.across(&$0) }
  }
}
