import Columns

/// Functions that work on values of any type.
enum GeneralFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "nullif", [.rows("x"), .rows("value")], "Null where x equals the value, else x.", gives: .checked(firstType),
      example: FunctionExample("nullif(3, 3)", "null")
    ) { call in
      let x = call.arguments[0].spread(call.count)
      let evaluator = comparison(call.arguments[0], call.arguments[1], call.count)
      var valid = x.valid ?? [Bool](repeating: true, count: call.count)
      for row in 0..<call.count where evaluator[row] { valid[row] = false }
      var out = x
      out.valid = valid
      return out
    },
    ScalarFunction(
      "coalesce", [.rows("x"), .rows("more", isRequired: false, isRest: true)], "The first value that is not null.",
      gives: .common, example: FunctionExample("coalesce(null, 5)", "5")
    ) { call in
      pick(call) { row in call.arguments.indices.first { call.arguments[$0].isValid(row) } }
    },
    ScalarFunction(
      "isin", [.rows("x"), members.declaration], "Whether x is one of the values of a list, as `x in list`.",
      gives: .checked(membership), example: FunctionExample("isin(2, [1, 2])", "yes")
    ) { call in
      let evaluator = BlockEvaluator(table: Table([]), range: 0..<call.count)
      return evaluator.membership(call.arguments[0].spread(call.count), call.constants.lists[1] ?? [])
    },
    extreme("min", "smallest", gives: "1") { $0 < $1 },
    extreme("max", "largest", gives: "2") { $0 > $1 },
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

  /// Whether two vectors agree, row by row; null agrees with nothing.
  private static func comparison(_ a: Vector, _ b: Vector, _ count: Int) -> [Bool] {
    let evaluator = BlockEvaluator(table: Table([]), range: 0..<count)
    let equal = evaluator.compare(.equal, a.spread(count), b)
    let flags = equal.ints(count)
    return (0..<count).map { flags[$0] != 0 && equal.isValid($0) }
  }

  /// Takes each row from the argument that `choose` names, nil giving null.
  private static func pick(_ call: FunctionCall, _ choose: (Int) -> Int?) -> Vector {
    let choices = (0..<call.count).map(choose)
    let valid = choices.contains { $0 == nil } ? choices.map { $0 != nil } : nil
    switch call.type {
    case .text:
      return Vector(strings: choices.indices.map { row in choices[row].flatMap { call.arguments[$0].text(row) } })
    case .float:
      let numbers = call.arguments.map { $0.doubles(call.count) }
      return Vector(floats: choices.indices.map { row in choices[row].map { numbers[$0][row] } ?? 0 }, valid: valid)
    default:
      let numbers = call.arguments.map { $0.ints(call.count) }
      return Vector(
        ints: choices.indices.map { row in choices[row].map { numbers[$0][row] } ?? 0 }, valid: valid, type: call.type)
    }
  }

  private static func extreme(
    _ name: String, _ word: String, gives example: String, _ keepsNew: @escaping @Sendable (Double, Double) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      [
        .rows("x", .numbersOrDates), .rows("y", .numbersOrDates),
        .rows("more", .numbersOrDates, isRequired: false, isRest: true),
      ], "The \(word) of several values of a row; nulls are passed over.", gives: .common,
      example: FunctionExample("\(name)(2, 1, null)", example)
    ) { call in
      let numbers = call.arguments.map { $0.doubles(call.count) }
      return pick(call) { row in
        var best: Int?
        for index in numbers.indices where call.arguments[index].isValid(row) {
          if best.map({ keepsNew(numbers[index][row], numbers[$0][row]) }) ?? true { best = index }
        }
        return best
      }
    }
  }

  private static func cut(_ call: inout FunctionCall) -> Vector {
    let breaks = (call.constants.lists[1] ?? []).compactMap(\.number)
    let x = call.arguments[0].doubles(call.count)
    let codes = x.map { value in Int32(breaks.firstIndex { value < $0 } ?? breaks.count) }
    return Vector(texts: codes, TextDictionary(BandNames.of(breaks), isOrdered: true), valid: call.validity)
  }
}
