import Columns
import Foundation

extension NumericFunctions {
  /// Applies `f` to each value; NaN counts as outside the domain.
  static func map(_ call: inout FunctionCall, _ f: (Double) -> Double) -> Vector {
    finish(&call, call.numbers(0).map(f))
  }

  /// Whole numbers as they are, and floats by `f`.
  static func whole(_ call: inout FunctionCall, _ f: (Double) -> Double) -> Vector {
    if case .ints = call.arguments[0].data { return call.arguments[0].retyped(.int) }
    return map(&call, f)
  }

  static func finish(_ call: inout FunctionCall, _ values: [Double]) -> Vector {
    let valid = call.validity
    for row in values.indices where !values[row].isFinite && (valid?[row] ?? true) { call.noteDomainError(row: row) }
    return Vector(floats: values, valid: valid)
  }

  static func clip(_ call: inout FunctionCall) -> Vector {
    let low = call.constants.options["min"] ?? .null, high = call.constants.options["max"] ?? .null
    if call.type == .float {
      let least = low.number ?? -.infinity, greatest = high.number ?? .infinity
      return finish(&call, call.numbers(0).map { min(max($0, least), greatest) })
    }
    // The whole numbers between the bounds. A bound that lets none of them through leaves the range of 64 bits.
    if low != .null && low.leastWhole == nil || high != .null && high.greatestWhole == nil { return overflow(&call) }
    let least = low.leastWhole ?? .min, greatest = high.greatestWhole ?? .max
    return Vector(ints: call.arguments[0].ints(call.count).map { min(max($0, least), greatest) }, valid: call.validity)
  }

  /// Null in each row, with what happened there.
  private static func overflow(_ call: inout FunctionCall) -> Vector {
    let valid = call.validity
    for row in 0..<call.count where valid?[row] ?? true { call.note(.overflow, row: row) }
    return Vector(nulls: call.count, type: .int)
  }

  static func absolute(_ call: inout FunctionCall) -> Vector {
    guard case .ints(let values) = call.arguments[0].data else { return map(&call) { abs($0) } }
    var out = Vector(ints: values.map { $0 == .min ? 0 : abs($0) }, valid: call.arguments[0].valid)
    out.isConstant = call.arguments[0].isConstant
    call.nullSmallest(values, &out)
    return out
  }

  static func power(_ call: inout FunctionCall) -> Vector {
    let x = call.numbers(0), y = call.numbers(1)
    return finish(&call, (0..<call.count).map { Foundation.pow(x[$0], y[$0]) })
  }
}
