import Columns
import Kernels
import Syntax

/// Operators that look at an operand only in the rows that need it.
extension BlockEvaluator {
  func not(_ a: Vector) -> Vector {
    guard case .ints(let values) = a.data else { return a }
    var out = a
    out.data = .ints(values.map { $0 == 0 ? 1 : 0 })
    return out
  }

  /// `and` and `or`: the right side counts only where the left one is not the winning value already.
  mutating func decide(_ left: TypedExpression, _ right: TypedExpression, winner: Int64) throws -> Vector {
    let start = events.count
    let a = try evaluate(left), x = a.ints(count)
    let open = rows { !a.isValid($0) || (x[$0] != 0 ? 1 : 0) != winner }
    let b = try evaluate(right, in: open)
    let result = logic(a, b.spread(count, type: .bool), winner: winner)
    // A null that the other side outweighs is no loss.
    events.dropNulls(from: start) { result.isValid($0) }
    return result
  }

  /// Three-valued: the winning value wins over null, 0 in `and`, 1 in `or`.
  func logic(_ a: Vector, _ b: Vector, winner: Int64) -> Vector {
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

  /// Where the condition is true the first expression, elsewhere (also where it is null) the second.
  mutating func choose(
    _ condition: Vector, _ yes: TypedExpression, _ no: TypedExpression, type: ColumnType
  ) throws -> Vector {
    let flags = condition.ints(count)
    let taken = rows { flags[$0] != 0 && condition.isValid($0) }
    let a = converted(try evaluate(yes, in: taken), type)
    let b = converted(try evaluate(no, in: taken.others(of: count)), type)
    return Vector(merging: a, b, count: count, type: type)
      .ordered(as: bandOrder(of: yes).joined(with: bandOrder(of: no)))
  }

  /// The first value where it is not null, elsewhere the second. What failed and is replaced is no loss.
  mutating func firstPresent(
    _ first: TypedExpression, _ second: TypedExpression, type: ColumnType
  ) throws -> Vector {
    let start = events.count
    let vector = try evaluate(first)
    let a = PartialVector(vector, rows: rows { vector.isValid($0) }, isWhole: true)
    let b = try evaluate(second, in: a.rows.others(of: count))
    let result = Vector(merging: converted(a, type), converted(b, type), count: count, type: type)
      .ordered(as: bandOrder(of: first).joined(with: bandOrder(of: second)))
    events.dropNulls(from: start) { result.isValid($0) }
    return result
  }

  private func rows(_ isWanted: (Int) -> Bool) -> [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    for row in 0..<count where isWanted(row) { rows.append(Int32(row)) }
    return rows
  }

  /// The values of an expression in some of the rows. An expression that costs little is evaluated in all of them,
  /// which is faster than to pick the rows of its columns.
  private mutating func evaluate(_ expression: TypedExpression, in rows: [Int32]) throws -> PartialVector {
    if rows.isEmpty {
      return PartialVector(Vector(nulls: 0, type: expression.type ?? .float), rows: rows, isWhole: false)
    }
    if rows.count == count || expression.isCheap && rows.count >= count / 8 {
      let start = events.count
      let vector = try evaluate(expression)
      if events.count > start {
        let isNeeded = PartialVector.flags(rows, count)
        events.drop(from: start) { !isNeeded[$0] }
      }
      return PartialVector(vector, rows: rows, isWhole: true)
    }
    let places = selection.map { own in rows.map { own[Int($0)] } } ?? rows
    var inner = BlockEvaluator(table: table, range: range, selection: places, execution: execution)
    let vector = try inner.evaluate(expression)
    events.add(inner.events, rows: rows)
    return PartialVector(vector, rows: rows, isWhole: false)
  }

  /// Whole numbers as floats where the result is one of floats; digits that are lost are noted.
  private mutating func converted(_ part: PartialVector, _ type: ColumnType) -> PartialVector {
    guard type == .float, case .ints(let values) = part.vector.data else { return part }
    if IntegerBits.count(values) > IntegerBits.ofDouble {
      for place in part.rows.indices {
        let index = part.index(place)
        if part.vector.valid?[index] ?? true, !values[index].fitsDouble {
          events.add(.lostDigits, row: Int(part.rows[place]))
        }
      }
    }
    var vector = Vector(finite: Elementwise.map(values) { Double($0) }, valid: part.vector.valid)
    vector.isConstant = part.vector.isConstant
    return PartialVector(vector, rows: part.rows, isWhole: part.isWhole)
  }
}

extension TypedExpression {
  /// Whether the expression is no more than arithmetic and comparisons, which cost little more than to read a column.
  fileprivate var isCheap: Bool {
    switch node {
    case .column, .constant: true
    case .unary(_, let a), .isNull(let a, _): a.isCheap
    case .binary(.coalesce, _, _): false
    case .binary(_, let a, let b): a.isCheap && b.isCheap && a.type != .text
    case .between(let a, let low, let high): a.isCheap && low.isCheap && high.isCheap
    case .membership, .matches, .conditional, .function, .grouped: false
    }
  }
}
