import Columns

/// Functions that work on values of any type.
enum GeneralFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("nullif(x, value)", "Null where x equals the value, else x.", arity: 2...2, type: firstType) { call in
      let x = call.arguments[0].spread(call.count)
      let evaluator = comparison(call.arguments[0], call.arguments[1], call.count)
      var valid = x.valid ?? [Bool](repeating: true, count: call.count)
      for row in 0..<call.count where evaluator[row] { valid[row] = false }
      var out = x
      out.valid = valid
      return out
    },
    ScalarFunction("coalesce(x, y, …)", "The first value that is not null.", arity: 1...64, type: { .common($0) }) { call in
      pick(call) { row in call.arguments.indices.first { call.arguments[$0].isValid(row) } }
    },
    ScalarFunction("isin(x, list)", "Whether x is one of the values of a list.", arity: 2...2, type: { _ in .type(.bool) }) { call in
      let evaluator = BlockEvaluator(table: Table([]), range: 0..<call.count)
      return evaluator.membership(call.arguments[0].spread(call.count), call.constants.lists[1] ?? [])
    },
    extreme("min", "smallest") { $0 < $1 },
    extreme("max", "largest") { $0 > $1 },
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
    _ name: String, _ word: String, _ keepsNew: @escaping @Sendable (Double, Double) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(
      "\(name)(x, y, …)", "The \(word) of several values of a row; nulls are passed over.", arity: 2...64,
      type: { types in types.contains(.text) ? .misfit(argument: 0, "takes numbers or dates") : .common(types) }
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
