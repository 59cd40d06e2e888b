import Syntax

extension PlainReader {
  func binary(_ symbol: BinaryOperator, _ left: Expression, _ right: Expression) throws -> PlainExpression {
    switch symbol {
    case .and, .or: return try binary(symbol, condition(left), condition(right))
    case .in: return try membership(read(left), right)
    case .matches:
      guard case .regex(let pattern) = right.kind else { throw PlainRejection("no pattern") }
      return try match(read(left), pattern)
    default: return try binary(symbol, read(left), read(right))
    }
  }

  func binary(_ symbol: BinaryOperator, _ a: PlainExpression, _ b: PlainExpression) throws -> PlainExpression {
    switch symbol {
    case .and: return try logic(a, b, winner: false)
    case .or: return try logic(a, b, winner: true)
    case .in, .matches: throw PlainRejection("not between two values")
    case .coalesce:
      guard let type = PlainType.common(a.type, b.type) else { throw PlainRejection("`??` of two types") }
      return PlainExpression(type, isConstant: a.isConstant && b.isConstant) { row in
        let first = a.value(row)
        return type.holding(first.isNull ? b.value(row) : first)
      }
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard a.type != nil, b.type != nil else { throw PlainRejection("compares with null") }
      return try Self.comparison(symbol, a, b)
    case .add, .subtract, .multiply, .divide, .remainder: return try arithmetic(symbol, a, b)
    }
  }

  static func comparison(
    _ symbol: BinaryOperator, _ a: PlainExpression, _ b: PlainExpression
  ) throws -> PlainExpression {
    let fit = a.type == nil || b.type == nil || PlainType.common(a.type, b.type) != nil
    guard fit else { throw PlainRejection("compares two types") }
    return .strict(.bool, [a, b]) { cells in
      let order = PlainCell.order(cells[0], cells[1])
      switch symbol {
      case .equal: return .bool(order == 0)
      case .notEqual: return .bool(order != 0)
      case .less: return .bool(order < 0)
      case .lessOrEqual: return .bool(order <= 0)
      case .greater: return .bool(order > 0)
      default: return .bool(order >= 0)
      }
    }
  }

  /// `and` is false where one side is, `or` true; else null where one side is.
  private func logic(_ a: PlainExpression, _ b: PlainExpression, winner: Bool) throws -> PlainExpression {
    PlainExpression(.bool, isConstant: a.isConstant && b.isConstant) { row in
      let sides = [a.value(row), b.value(row)]
      return sides.contains(.bool(winner)) ? .bool(winner) : sides.contains(.null) ? .null : .bool(!winner)
    }
  }

  /// `x in [a, b]` is `x == a or x == b`, `x in a..b` is `x >= a and x <= b`.
  private func membership(_ value: PlainExpression, _ right: Expression) throws -> PlainExpression {
    if case .range(let low, let high, _) = right.kind {
      return try between(value, read(low), read(high))
    }
    let cells = try list(right) ?? [constant(right)]
    return try Self.membership(value, cells)
  }

  func between(_ value: PlainExpression, _ low: PlainExpression, _ high: PlainExpression) throws -> PlainExpression {
    let bounds = [low, high], values = [value, low, high]
    for (place, one) in values.enumerated() {
      for other in values[..<place] where one.type != nil && other.type != nil {
        guard PlainType.common(one.type, other.type) != nil else { throw PlainRejection("a range of another type") }
      }
    }
    if bounds.allSatisfy(\.isConstant) {
      let ends = bounds.map { $0.value(0) }
      guard !ends.contains(.null), PlainCell.order(ends[0], ends[1]) <= 0 else {
        throw PlainRejection("an empty range")
      }
    }
    let above = try Self.comparison(.greaterOrEqual, value, low)
    let below = try Self.comparison(.lessOrEqual, value, high)
    return try logic(above, below, winner: false)
  }

  static func membership(_ value: PlainExpression, _ cells: [PlainCell]) throws -> PlainExpression {
    // A bare null is among the values of any one type, and then the answer is null.
    let wanted = value.type ?? cells.first { !$0.isNull }.flatMap { type(of: $0) }
    for cell in cells where !cell.isNull {
      guard PlainType.common(wanted, type(of: cell)) != nil else { throw PlainRejection("a list of another type") }
    }
    return PlainExpression(.bool, isConstant: value.isConstant) { row in
      let own = value.value(row)
      if own.isNull { return .null }
      let isFound = cells.contains { !$0.isNull && PlainCell.order(own, $0) == 0 }
      return isFound ? .bool(true) : cells.contains(.null) ? .null : .bool(false)
    }
  }

  /// The cells of a list; nil where the expression is none.
  func list(_ expression: Expression) throws -> [PlainCell]? {
    guard case .list(let elements) = expression.kind else { return nil }
    return try elements.map(constant)
  }

  func match(_ value: PlainExpression, _ pattern: String) throws -> PlainExpression {
    guard value.type == .text || value.type == nil else { throw PlainRejection("`~` of no text") }
    let regex = try PlainPattern(pattern)
    return .strict(.bool, [value]) { .bool(regex.firstMatch(in: $0[0].scalars ?? []) != nil) }
  }

  private func arithmetic(
    _ symbol: BinaryOperator, _ a: PlainExpression, _ b: PlainExpression
  ) throws -> PlainExpression {
    if a.type == .date || b.type == .date { return try dates(symbol, a, b) }
    for side in [a, b] where !(side.type?.isNumber ?? true) { throw PlainRejection("arithmetic of no number") }
    let isWhole = symbol != .divide && a.type != .float && b.type != .float && (a.type != nil || b.type != nil)
    guard isWhole else {
      return .strict(.float, [a, b]) { Self.float(symbol, $0[0].double ?? 0, $0[1].double ?? 0) }
    }
    return .strict(.int, [a, b]) { Self.whole(symbol, $0[0].whole ?? 0, $0[1].whole ?? 0) }
  }

  private static func float(_ symbol: BinaryOperator, _ x: Double, _ y: Double) -> PlainCell {
    switch symbol {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .multiply: return .number(x * y)
    case .divide: return y == 0 ? .null : .number(x / y)
    default:
      if y == 0 { return .null }
      let rest = x.truncatingRemainder(dividingBy: y)
      return .number(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    }
  }

  static func whole(_ symbol: BinaryOperator, _ x: Int64, _ y: Int64) -> PlainCell {
    switch symbol {
    case .add: return .whole(x.addingReportingOverflow(y))
    case .subtract: return .whole(x.subtractingReportingOverflow(y))
    case .multiply: return .whole(x.multipliedReportingOverflow(by: y))
    default:
      if y == 0 { return .null }
      if y == -1 { return .int(0) }
      let rest = x % y
      return .int(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    }
  }

  /// A date and whole days, or the days between two dates.
  private func dates(_ symbol: BinaryOperator, _ a: PlainExpression, _ b: PlainExpression) throws -> PlainExpression {
    if a.type == .date, b.type == .date, symbol == .subtract {
      return .strict(.int, [a, b]) { Self.whole(symbol, $0[0].whole ?? 0, $0[1].whole ?? 0) }
    }
    guard a.type == .date, b.type == .int, symbol == .add || symbol == .subtract else {
      throw PlainRejection("arithmetic with a date")
    }
    return .strict(.date, [a, b]) { cells in
      // What is computed stays among the years 0 to 9999.
      let days = Self.whole(symbol, cells[0].whole ?? 0, cells[1].whole ?? 0).whole
      return days.flatMap { (0...9999).contains(PlainCalendar.civil($0).year) ? .date($0) : nil } ?? .null
    }
  }
}
