import Columns
import Foundation

/// Functions of numbers. A result outside the domain is null and is counted.
enum NumericFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("abs(x)", "The absolute value.", arity: 1...1, type: sameNumber) { call in
      if case .ints(let values) = call.arguments[0].data {
        return result(ints: values.map { $0 == .min ? .max : abs($0) }, like: call.arguments[0])
      }
      return map(&call) { abs($0) }
    },
    ScalarFunction("round(x, digits)", "The nearest number with so many decimals, ties to even; 0 by default.",
      arity: 1...2, type: { .numbers($0, gives: .float) }, evaluate: round),
    ScalarFunction("floor(x)", "The largest whole number that is not greater.", arity: 1...1, type: toFloat) {
      map(&$0) { $0.rounded(.down) }
    },
    ScalarFunction("ceil(x)", "The smallest whole number that is not less.", arity: 1...1, type: toFloat) {
      map(&$0) { $0.rounded(.up) }
    },
    ScalarFunction("log(x)", "The natural logarithm; null where x is not positive.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 > 0 ? Foundation.log($0) : .nan }
    },
    ScalarFunction("log1p(x)", "The natural logarithm of 1 + x; null where x ≤ −1.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 > -1 ? Foundation.log1p($0) : .nan }
    },
    ScalarFunction("exp(x)", "The exponential.", arity: 1...1, type: toFloat) { map(&$0) { Foundation.exp($0) } },
    ScalarFunction("sqrt(x)", "The square root; null where x is negative.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 >= 0 ? $0.squareRoot() : .nan }
    },
    ScalarFunction("pow(x, y)", "x to the power of y.", arity: 2...2, type: toFloat) { call in
      let x = call.arguments[0].doubles(call.count), y = call.arguments[1].doubles(call.count)
      return finish(&call, (0..<call.count).map { Foundation.pow(x[$0], y[$0]) })
    },
    ScalarFunction(
      "clip(x, min: a, max: b)", "x held between two bounds, either of which may be left out.", arity: 1...1,
      options: ["min", "max"], type: sameNumber, evaluate: clip),
  ]

  private static let toFloat: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { .numbers($0, gives: .float) }
  private static let sameNumber: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { types in
    .numbers(types, gives: types[0] == .float ? .float : .int)
  }

  /// Applies `f` to each value; NaN counts as outside the domain.
  private static func map(_ call: inout FunctionCall, _ f: (Double) -> Double) -> Vector {
    finish(&call, call.arguments[0].doubles(call.count).map(f))
  }

  private static func finish(_ call: inout FunctionCall, _ values: [Double]) -> Vector {
    let valid = call.validity
    for row in values.indices where !values[row].isFinite && (valid?[row] ?? true) { call.noteDomainError() }
    return Vector(floats: values, valid: valid)
  }

  private static func result(ints: [Int64], like vector: Vector) -> Vector {
    var out = Vector(ints: ints, valid: vector.valid)
    out.isConstant = vector.isConstant
    return out
  }

  private static func round(_ call: inout FunctionCall) -> Vector {
    let x = call.arguments[0].doubles(call.count)
    let digits = call.arguments.count > 1 ? call.arguments[1].ints(call.count) : [Int64](repeating: 0, count: call.count)
    return finish(&call, (0..<call.count).map { row in
      let scale = Foundation.pow(10, Double(digits[row]))
      return (x[row] * scale).rounded(.toNearestOrEven) / scale
    })
  }

  private static func clip(_ call: inout FunctionCall) -> Vector {
    let low = call.number("min") ?? -.infinity, high = call.number("max") ?? .infinity
    let isWhole = call.type == .int && [low, high].allSatisfy { !$0.isFinite || $0 == $0.rounded() }
    let values = call.arguments[0].doubles(call.count).map { min(max($0, low), high) }
    guard isWhole else { return finish(&call, values) }
    let floor = Int64(exactly: low) ?? .min, ceiling = Int64(exactly: high) ?? .max
    return Vector(ints: call.arguments[0].ints(call.count).map { min(max($0, floor), ceiling) }, valid: call.validity)
  }
}
