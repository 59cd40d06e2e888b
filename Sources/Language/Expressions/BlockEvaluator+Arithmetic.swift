import Columns
import Kernels
import Syntax

extension BlockEvaluator {
  /// Whole numbers stay whole; a result outside 64 bits, or a date outside the calendar, is null and is noted.
  mutating func wholeArithmetic(_ binary: BinaryOperator, _ a: Vector, _ b: Vector, type: ColumnType) -> Vector {
    let x = a.ints(count), y = b.ints(count), valid = Vector.intersect([a, b], count)
    let bits = (IntegerBits.count(x), IntegerBits.count(y))
    var result: Vector
    // Numbers that are small enough cannot overflow, and most are.
    switch binary {
    case .add where max(bits.0, bits.1) < 63: result = Vector(ints: Elementwise.map(x, y) { $0 &+ $1 }, valid: valid)
    case .subtract where max(bits.0, bits.1) < 63:
      result = Vector(ints: Elementwise.map(x, y) { $0 &- $1 }, valid: valid)
    case .multiply where bits.0 + bits.1 < 63: result = Vector(ints: Elementwise.map(x, y) { $0 &* $1 }, valid: valid)
    case .add: result = checked(x, y, valid, .overflow) { $0.addingReportingOverflow($1) }
    case .subtract: result = checked(x, y, valid, .overflow) { $0.subtractingReportingOverflow($1) }
    case .multiply: result = checked(x, y, valid, .overflow) { $0.multipliedReportingOverflow(by: $1) }
    default: result = checked(x, y, valid, .divisionByZero) { floorRemainder($0, $1) }
    }
    result.type = type
    if type == .date { result.nullOutsideCalendar(in: &events) }
    return result
  }

  /// Computes row by row; where `combine` reports failure the row is null, and that is noted.
  @inline(__always)
  private mutating func checked(
    _ x: [Int64], _ y: [Int64], _ valid: [Bool]?, _ kind: RowEvents.Kind,
    _ combine: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Vector {
    var out = [Int64](repeating: 0, count: count), mask = valid
    for row in 0..<count where valid?[row] ?? true {
      let (value, failed) = combine(x[row], y[row])
      if failed {
        if mask == nil { mask = [Bool](repeating: true, count: count) }
        mask?[row] = false
        events.add(kind, row: row)
      } else {
        out[row] = value
      }
    }
    return Vector(ints: out, valid: mask)
  }

  mutating func floatArithmetic(_ binary: BinaryOperator, _ a: Vector, _ b: Vector) -> Vector {
    let x = numbers(a), y = numbers(b), valid = Vector.intersect([a, b], count)
    let out: [Double] = switch binary {
    case .add: Elementwise.map(x, y) { $0 + $1 }
    case .subtract: Elementwise.map(x, y) { $0 - $1 }
    case .multiply: Elementwise.map(x, y) { $0 * $1 }
    case .divide: Elementwise.map(x, y) { $1 == 0 ? .nan : $0 / $1 }
    default: Elementwise.map(x, y) { floorRemainder($0, $1) }
    }
    if Elementwise.areFinite(out) { return Vector(finite: out, valid: valid) }
    // The operands are finite, so what is not has been divided by zero or grown too large.
    for row in out.indices where !out[row].isFinite && (valid?[row] ?? true) {
      events.add(out[row].isNaN ? .divisionByZero : .infinite, row: row)
    }
    return Vector(floats: out, valid: valid)
  }

  /// The numbers of a vector as floats; whole numbers that lose digits are noted.
  private mutating func numbers(_ vector: Vector) -> [Double] {
    vector.noteLostDigits(count, in: &events)
    return vector.doubles(count)
  }

  mutating func negate(_ a: Vector) -> Vector {
    var out = a
    switch a.data {
    case .floats(let values): out.data = .floats(Elementwise.map(values) { -$0 })
    case .ints(let values):
      out = Vector(ints: Elementwise.map(values) { 0 &- $0 }, valid: a.valid)
      out.isConstant = a.isConstant
      out.nullSmallest(values, count, in: &events)
    case .texts: break
    }
    return out
  }
}

/// The remainder with the divisor's sign, as Python and dplyr have it; a zero divisor reports `true`.
private func floorRemainder(_ x: Int64, _ y: Int64) -> (partialValue: Int64, overflow: Bool) {
  if y == 0 { return (0, true) }
  if y == -1 { return (0, false) }
  let remainder = x % y
  return (remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder, false)
}

/// The remainder with the divisor's sign, NaN by zero. It is exact: no quotient is rounded.
private func floorRemainder(_ x: Double, _ y: Double) -> Double {
  let remainder = x.truncatingRemainder(dividingBy: y)
  return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
}

extension Vector {
  /// Makes the rows null whose whole number was the smallest of all: neither it nor its size without the sign has an
  /// opposite of 64 bits.
  mutating func nullSmallest(_ values: [Int64], _ count: Int, in events: inout RowEvents) {
    guard values.contains(.min) else { return }
    nullRows(count, .overflow, in: &events) { values[$0] == .min }
  }

  /// Makes dates outside the calendar null.
  mutating func nullOutsideCalendar(in events: inout RowEvents) {
    guard case .ints(let days) = data, !days.allSatisfy(CivilCalendar.days.contains) else { return }
    nullRows(count, .outsideCalendar, in: &events) { !CivilCalendar.days.contains(days[$0]) }
  }

  /// Makes the rows null in which something failed, and notes them; `failed` takes an index of the values.
  private mutating func nullRows(
    _ count: Int, _ kind: RowEvents.Kind, in events: inout RowEvents, _ failed: (Int) -> Bool
  ) {
    var mask = valid ?? [Bool](repeating: true, count: self.count)
    for row in 0..<count where isValid(row) && failed(isConstant ? 0 : row) { events.add(kind, row: row) }
    for index in mask.indices where failed(index) { mask[index] = false }
    valid = mask
  }

  /// Notes the rows whose whole number a float cannot hold.
  func noteLostDigits(_ count: Int, in events: inout RowEvents) {
    guard case .ints(let values) = data, IntegerBits.count(values) > IntegerBits.ofDouble else { return }
    for row in 0..<count where isValid(row) && !values[isConstant ? 0 : row].fitsDouble {
      events.add(.lostDigits, row: row)
    }
  }
}
