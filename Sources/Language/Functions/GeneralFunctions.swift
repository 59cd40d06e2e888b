import Columns

/// Functions that work on values of any type.
enum GeneralFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "nullif", [.rows("x"), .rows("value")], "Null where x equals the value, else x.",
      nulls: .seen, gives: .checked(firstType),
      example: FunctionExample("nullif(3, 3)", "null")
    ) { nulled(&$0) },
    ScalarFunction(
      "coalesce", [.rows("x"), .rows("more", isRequired: false, isRest: true)], "The first value that is not null.",
      nulls: .passedOver, gives: .common, example: FunctionExample("coalesce(null, 5)", "5")
    ) { only(&$0) },
    ScalarFunction(
      "isin", [.rows("x"), members.declaration], "Whether x is one of the values of a list, as `x in list`.",
      gives: .checked(membership), example: FunctionExample("isin(2, [1, 2])", "yes")
    ) { call in
      Comparison.membership(call.arguments[0], call.constants.lists[1] ?? [])
    },
    extreme("min", "smallest", gives: "1", .less),
    extreme("max", "largest", gives: "2", .greater),
    ScalarFunction(
      "cut", [.rows("x", .numbers), breaks.declaration],
      "The band of x between the breaks, closed on the left; the outer bands are open.", gives: .always(.text),
      example: FunctionExample("cut(30, [25, 35])", "[25, 35)"), evaluate: cut),
  ]

  private static let members = Parameter<[Cell]>("list", "The values, of the type of x.")
  private static let breaks = Parameter<BandBreaks>("breaks", "Where a new band begins, from low to high.")

  private static let firstType: @Sendable (CheckedCall) throws -> ColumnType = { call in
    let (x, value) = (call.types[0], call.types[1])
    if value == nil {
      throw call.misfit(
        "value", "equals nothing where it is null", label: "this is null", help: "write `\(call.first)` alone")
    }
    guard TypeRules.unify(x, value) != nil else {
      throw call.misfit(at: 1, "is \(value?.rawValue ?? ""), but x is \(x?.rawValue ?? "")")
    }
    return x ?? .float
  }

  private static let membership: @Sendable (CheckedCall) throws -> ColumnType = { call in
    try ExpressionChecker.requireMembers(call.constants.lists[1] ?? [], call.written[1], like: call.arguments[0])
    return .bool
  }

  private static func extreme(
    _ name: String, _ word: String, gives example: String, _ wins: Extreme
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      [
        .rows("x", .numbersOrDates), .rows("y", .numbersOrDates),
        .rows("more", .numbersOrDates, isRequired: false, isRest: true),
      ], "The \(word) of several values of a row; nulls are passed over.", nulls: .passedOver, gives: .common,
      example: FunctionExample("\(name)(2, 1, null)", example)
    ) { wins.across(&$0) }
  }
}
