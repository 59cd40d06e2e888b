import Columns
import Foundation
import Kernels

/// `round`: to the nearest number of so many decimals, or of whole tens, hundreds … where there are fewer than none.
enum Rounding {
  static func round(_ call: inout FunctionCall) -> Vector {
    let digits =
      call.arguments.count > 1 ? call.arguments[1].ints(call.count) : [Int64](repeating: 0, count: call.count)
    guard case .ints = call.arguments[0].data else {
      let x = call.numbers(0)
      return NumericFunctions.finish(&call, (0..<call.count).map { float(x[$0], digits[$0]) })
    }
    let x = call.arguments[0].ints(call.count)
    var valid = call.validity, out = [Int64](repeating: 0, count: call.count)
    for row in 0..<call.count where valid?[row] ?? true {
      if let value = whole(x[row], digits[row]) { out[row] = value; continue }
      call.note(.overflow, row: row)
      if valid == nil { valid = [Bool](repeating: true, count: call.count) }
      valid?[row] = false
    }
    return Vector(ints: out, valid: valid)
  }

  /// A float with so many decimals: the double next to a whole number of such units.
  private static func float(_ x: Double, _ digits: Int64) -> Double {
    let scale = Foundation.pow(10, Double(abs(digits)))
    let units = digits < 0 ? x / scale : x * scale
    // From here on the units lie closer together than doubles of this size.
    guard abs(units) < 0x1p53 else { return x }
    let whole = units.rounded(.toNearestOrEven)
    // Beyond it the power of ten is no double, and what is read from a text is the nearest one.
    if abs(digits) > 22, whole != 0 { return Double("\(Int64(whole))e\(-digits)") ?? x }
    return digits < 0 ? whole * scale : whole / scale
  }

  /// A whole number, to tens, hundreds … where `digits` is below zero; nil where that leaves 64 bits.
  private static func whole(_ x: Int64, _ digits: Int64) -> Int64? {
    if digits >= 0 { return x }
    // Half of ten to the nineteenth is beyond 64 bits as well, or nearly so.
    if digits < -19 { return 0 }
    if digits == -19 { return x.magnitude <= 5_000_000_000_000_000_000 ? 0 : nil }
    let unit = (0..<(-digits)).reduce(Int64(1)) { scale, _ in scale * 10 }
    let (low, rest) = x.flooredQuotientAndRemainder(dividingBy: unit)
    let isUp = rest > unit - rest || (rest == unit - rest && low & 1 == 1)
    let (value, overflow) = (low + (isUp ? 1 : 0)).multipliedReportingOverflow(by: unit)
    return overflow ? nil : value
  }
}
