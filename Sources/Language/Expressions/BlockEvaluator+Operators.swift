import Columns
import Diagnostics
import Syntax

extension BlockEvaluator {
  mutating func evaluate(
    _ binary: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, type: ColumnType?
  ) throws -> Vector {
    let a = try evaluate(left)
    let b = try evaluate(right)
    let isWhole = type != .float && binary != .divide
    switch binary {
    case .add, .subtract, .multiply, .remainder:
      guard isWhole else { return floatArithmetic(binary, a, b) }
      var result = integerArithmetic(binary, a, b)
      result.type = type ?? .int
      return result
    case .divide: return floatArithmetic(binary, a, b)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return compare(binary, a, b)
    case .and: return and(a, b)
    case .or: return or(a, b)
    case .coalesce:
      return try choose(Vector(ints: (0..<count).map { a.isValid($0) ? 1 : 0 }, type: .bool), a, b, type: type ?? .float)
    case .in, .matches: preconditionFailure("the checker gives these operators nodes of their own")
    }
  }

  /// Whole numbers stay whole; a result outside 64 bits is null and is counted.
  private mutating func integerArithmetic(_ binary: BinaryOperator, _ a: Vector, _ b: Vector) -> Vector {
    let x = a.ints(count), y = b.ints(count)
    var valid = Vector.intersect([a, b], count), out = [Int64](repeating: 0, count: count)
    var lost: [Int] = []
    for row in 0..<count {
      let (value, overflow): (Int64, Bool) = switch binary {
      case .add: x[row].addingReportingOverflow(y[row])
      case .subtract: x[row].subtractingReportingOverflow(y[row])
      case .multiply: x[row].multipliedReportingOverflow(by: y[row])
      default: floorRemainder(x[row], y[row])
      }
      if overflow { lost.append(row) } else { out[row] = value }
    }
    if !lost.isEmpty {
      var mask = valid ?? [Bool](repeating: true, count: count)
      for row in lost where mask[row] {
        if binary == .remainder { tallies.divisionsByZero += 1 } else { tallies.overflows += 1 }
        mask[row] = false
      }
      valid = mask
    }
    return Vector(ints: out, valid: valid)
  }

  /// The remainder with the divisor's sign, as Python and dplyr have it; a zero divisor reports `true`.
  private func floorRemainder(_ x: Int64, _ y: Int64) -> (Int64, Bool) {
    if y == 0 { return (0, true) }
    if y == -1 { return (0, false) }
    let remainder = x % y
    return (remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder, false)
  }

  private mutating func floatArithmetic(_ binary: BinaryOperator, _ a: Vector, _ b: Vector) -> Vector {
    let x = a.doubles(count), y = b.doubles(count)
    let valid = Vector.intersect([a, b], count)
    var out = [Double](repeating: 0, count: count)
    switch binary {
    case .add: for row in 0..<count { out[row] = x[row] + y[row] }
    case .subtract: for row in 0..<count { out[row] = x[row] - y[row] }
    case .multiply: for row in 0..<count { out[row] = x[row] * y[row] }
    case .divide: for row in 0..<count { out[row] = y[row] == 0 ? .nan : x[row] / y[row] }
    default:
      for row in 0..<count { out[row] = y[row] == 0 ? .nan : x[row] - (x[row] / y[row]).rounded(.down) * y[row] }
    }
    if binary == .divide || binary == .remainder {
      for row in 0..<count where y[row] == 0 && (valid?[row] ?? true) { tallies.divisionsByZero += 1 }
    }
    return Vector(floats: out, valid: valid)
  }

  func negate(_ a: Vector) -> Vector {
    var out = a
    switch a.data {
    case .floats(let values): out.data = .floats(values.map { -$0 })
    case .ints(let values):
      out.data = .ints(values.map { 0 &- $0 })
      out.type = .int
    case .texts: break
    }
    return out
  }

  func not(_ a: Vector) -> Vector {
    guard case .ints(let values) = a.data else { return a }
    var out = a
    out.data = .ints(values.map { $0 == 0 ? 1 : 0 })
    return out
  }

  /// Three-valued: false wins over null.
  func and(_ a: Vector, _ b: Vector) -> Vector { logic(a, b, winner: 0) }
  /// Three-valued: true wins over null.
  func or(_ a: Vector, _ b: Vector) -> Vector { logic(a, b, winner: 1) }

  private func logic(_ a: Vector, _ b: Vector, winner: Int64) -> Vector {
    let x = a.ints(count), y = b.ints(count)
    var valid = [Bool](repeating: true, count: count), out = [Int64](repeating: 1 - winner, count: count)
    var hasNull = false
    for row in 0..<count {
      let left = a.isValid(row), right = b.isValid(row)
      if (left && (x[row] != 0 ? 1 : 0) == winner) || (right && (y[row] != 0 ? 1 : 0) == winner) {
        out[row] = winner
      } else if !left || !right {
        (valid[row], out[row], hasNull) = (false, 0, true)
      }
    }
    return Vector(ints: out, valid: hasNull ? valid : nil, type: .bool)
  }

  func compare(_ binary: BinaryOperator, _ a: Vector, _ b: Vector) -> Vector {
    let valid = Vector.intersect([a, b], count)
    let out: [Int64]
    if case .texts = a.data {
      out = compareTexts(binary, a, b)
    } else if case .ints = a.data, case .ints = b.data {
      let x = a.ints(count), y = b.ints(count)
      out = (0..<count).map { binary.holds(x[$0], y[$0]) ? 1 : 0 }
    } else {
      let x = a.doubles(count), y = b.doubles(count)
      out = (0..<count).map { binary.holds(x[$0], y[$0]) ? 1 : 0 }
    }
    return Vector(ints: out, valid: valid, type: .bool)
  }

  private func compareTexts(_ binary: BinaryOperator, _ a: Vector, _ b: Vector) -> [Int64] {
    guard case .texts(let x, let left) = a.data, case .texts(let y, let right) = b.data else { return [] }
    if b.isConstant, !a.isConstant, !left.isOrdered {
      let other = right[Int(y[0])]
      let holds = left.values.map { binary.holds($0, other) ? Int64(1) : 0 }
      return x.map { holds.isEmpty ? 0 : holds[Int($0)] }
    }
    if left === right, left.isOrdered { return (0..<count).map { binary.holds(Int64(x[$0]), Int64(y[$0])) ? 1 : 0 } }
    if left.isOrdered, b.isConstant, let code = left.code(of: right[Int(y[0])]) {
      return x.map { binary.holds(Int64($0), Int64(code)) ? 1 : 0 }
    }
    return (0..<count).map { binary.holds(a.text($0) ?? "", b.text($0) ?? "") ? 1 : 0 }
  }

  func membership(_ a: Vector, _ cells: [Cell]) -> Vector {
    let out: [Int64]
    switch a.data {
    case .texts(let codes, let dictionary):
      let wanted = Set(cells.compactMap { if case .text(let text) = $0 { text } else { nil } })
      let holds = dictionary.values.map { wanted.contains($0) ? Int64(1) : 0 }
      out = codes.map { holds.isEmpty ? 0 : holds[Int($0)] }
    case .ints, .floats:
      let wanted = Set(cells.compactMap(\.number))
      out = a.doubles(a.count).map { wanted.contains($0) ? 1 : 0 }
    }
    var result = Vector(ints: out, valid: a.valid, type: .bool)
    result.isConstant = a.isConstant
    return result
  }

  func matches(_ a: Vector, _ pattern: String, at span: Span) throws -> Vector {
    let regex = try compileRegex(pattern, at: span)
    guard case .texts(let codes, let dictionary) = a.data else { return a }
    var known: [Int32: Int64] = [:]
    let out = codes.map { code -> Int64 in
      if let value = known[code] { return value }
      let value: Int64 = Int(code) < dictionary.count && dictionary[Int(code)].firstMatch(of: regex) != nil ? 1 : 0
      known[code] = value
      return value
    }
    var result = Vector(ints: out, valid: a.valid, type: .bool)
    result.isConstant = a.isConstant
    return result
  }

  /// Where the condition is true the first value, elsewhere (also where it is null) the second.
  func choose(_ condition: Vector, _ yes: Vector, _ no: Vector, type: ColumnType) throws -> Vector {
    let flags = condition.ints(count)
    let pick = (0..<count).map { flags[$0] != 0 && condition.isValid($0) }
    var valid = [Bool](repeating: true, count: count), hasNull = false
    for row in 0..<count where !(pick[row] ? yes : no).isValid(row) { (valid[row], hasNull) = (false, true) }
    let mask = hasNull ? valid : nil
    switch type {
    case .text: return Vector(strings: (0..<count).map { pick[$0] ? yes.text($0) : no.text($0) })
    case .float:
      let x = yes.doubles(count), y = no.doubles(count)
      return Vector(floats: (0..<count).map { valid[$0] ? (pick[$0] ? x[$0] : y[$0]) : 0 }, valid: mask)
    default:
      let x = yes.ints(count), y = no.ints(count)
      return Vector(ints: (0..<count).map { valid[$0] ? (pick[$0] ? x[$0] : y[$0]) : 0 }, valid: mask, type: type)
    }
  }
}

extension BinaryOperator {
  /// Whether two values stand in this relation; text compares by its UTF-8 bytes.
  func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    default: false
    }
  }
}
