import Columns
import Diagnostics
import Kernels
import Syntax

/// Evaluates typed expressions over blocks of rows. Blocks have a fixed size, so no result depends on the threads.
public struct BlockEvaluator {
  /// Rows of a block.
  public static let blockRows = 65_536

  /// One column for each expression.
  public static func columns(
    _ expressions: [TypedExpression], over table: Table, _ execution: Execution
  ) throws -> (columns: [Column], tallies: [RowTallies]) {
    // A column that stands by itself is taken as it is.
    let computed = expressions.indices.filter { if case .column = expressions[$0].node { false } else { true } }
    let rows = table.rowCount
    let blocks = max(1, (rows + blockRows - 1) / blockRows)
    let parts = try execution.map(count: blocks * computed.count) { piece -> (Vector, RowTallies) in
      let block = piece % blocks
      let range = block * blockRows..<min(rows, (block + 1) * blockRows)
      var evaluator = BlockEvaluator(table: table, range: range, execution: execution)
      let vector = try evaluator.evaluate(expressions[computed[piece / blocks]]).spread(range.count)
      return (vector, evaluator.events.tallies(rowCount: range.count))
    }
    var tallies = [RowTallies](repeating: RowTallies(), count: expressions.count), place = 0
    let columns = try expressions.enumerated().map { index, expression in
      if case .column(let position) = expression.node { return table.columns[position] }
      let own = parts[place * blocks..<(place + 1) * blocks]
      place += 1
      tallies[index] = own.reduce(RowTallies()) { $0 + $1.1 }
      return try ColumnAssembler.column(own.map(\.0), type: expression.type ?? .float, execution)
    }
    return (columns, tallies)
  }

  /// The rows for which a condition is true; null counts as not true.
  public static func mask(
    _ condition: TypedExpression, over table: Table, _ execution: Execution
  ) throws -> (mask: Bitmap, tallies: RowTallies) {
    let (columns, tallies) = try columns([condition], over: table, execution)
    let column = columns[0]
    // A bare `null` has no type, and holds nowhere.
    let values = column.integers(0..<column.count)
    let mask = try Bitmap(count: column.count, execution: execution) { row in
      values.map { $0[row] != 0 } ?? false && !column.isNull(row)
    }
    return (mask, tallies[0])
  }

  let table: Table
  let range: Range<Int>
  /// The rows within the range that are evaluated, ascending; nil for all.
  let selection: [Int32]?
  let execution: Execution
  /// What happened in rows, numbered from 0 among those that are evaluated.
  var events = RowEvents()
  var count: Int { selection?.count ?? range.count }

  init(table: Table, range: Range<Int>, selection: [Int32]? = nil, execution: Execution) {
    (self.table, self.range, self.selection, self.execution) = (table, range, selection, execution)
  }

  mutating func evaluate(_ expression: TypedExpression) throws -> Vector {
    switch expression.node {
    case .column(let position): return column(table.columns[position])
    case .constant(let cell): return Vector(constant: cell, type: expression.type)
    case .unary(.negate, let operand): return negate(try evaluate(operand))
    case .unary(.not, let operand): return not(try evaluate(operand))
    case .binary(let binary, let left, let right):
      return try evaluate(binary, left, right, type: expression.type)
    case .membership(let operand, let cells): return Comparison.membership(try evaluate(operand), cells)
    case .between(let operand, let low, let high):
      let value = try evaluate(operand)
      let least = Comparison.flags(.greaterOrEqual, value, try evaluate(low), count)
      return logic(least, Comparison.flags(.lessOrEqual, value, try evaluate(high), count), winner: 0)
    case .matches(let operand, let pattern): return try matches(try evaluate(operand), pattern)
    case .isNull(let operand, let negated):
      let value = try evaluate(operand)
      return Vector(ints: (0..<count).map { value.isValid($0) == negated ? 1 : 0 }, type: .bool)
    case .conditional(let condition, let yes, let no):
      return try choose(try evaluate(condition), yes, no, type: expression.type ?? .float)
    case .function(let function, let arguments, _) where function.isCoalesce && arguments.count > 1:
      let rest = TypedExpression(
        .function(function, Array(arguments.dropFirst()), FunctionConstants()), type: expression.type,
        span: expression.span)
      return try firstPresent(arguments[0], rest, type: expression.type ?? .float)
    case .function(let function, let arguments, let constants):
      var call = FunctionCall(
        try arguments.map { try evaluate($0) }, constants, count: count, type: expression.type ?? .float,
        execution: execution)
      call.applyBounds(of: function.signature)
      let result = try function.evaluate(&call)
      events.add(call.events)
      return result
    case .grouped:
      preconditionFailure("grouped calls are computed before the expression around them")
    }
  }

  mutating func evaluate(
    _ binary: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, type: ColumnType?
  ) throws -> Vector {
    switch binary {
    case .add, .subtract, .multiply, .remainder, .divide:
      let a = try evaluate(left), b = try evaluate(right)
      if type == .float || binary == .divide { return floatArithmetic(binary, a, b) }
      return wholeArithmetic(binary, a, b, type: type ?? .int)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return Comparison.flags(binary, try evaluate(left), try evaluate(right), count)
    case .and: return try decide(left, right, winner: 0)
    case .or: return try decide(left, right, winner: 1)
    case .coalesce: return try firstPresent(left, right, type: type ?? .float)
    case .in, .matches: preconditionFailure("the checker gives these operators nodes of their own")
    }
  }

  private func column(_ column: Column) -> Vector {
    let valid = column.validity.map { bitmap in range.map { bitmap[$0] } }
    let vector: Vector
    switch column.written(range) {
    case (.floats(let buffer), let rows): vector = Vector(finite: Array(buffer.view[rows]), valid: valid)
    case (.text(let codes, let dictionary), let rows):
      vector = Vector(texts: codes.values(rows).map { Int32(truncatingIfNeeded: $0) }, dictionary, valid: valid)
    default:
      vector = Vector(ints: column.integers(range) ?? [], valid: valid, type: column.type)
    }
    return selection.map { vector.taking($0) } ?? vector
  }
}

/// Comparisons of the values of two vectors, and of a vector with a list. Whole numbers and floats are compared
/// exactly, texts by their bytes.
enum Comparison {
  /// Whether two vectors stand in a relation, row by row; null where one of them is.
  static func flags(_ binary: BinaryOperator, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
    let out: [Int64] = switch (a.data, b.data) {
    case (.texts, .texts): texts(binary, a, b, count)
    case (.ints, .ints): relation(binary, a.ints(count), b.ints(count))
    case (.ints(let values), .floats) where IntegerBits.count(values) > IntegerBits.ofDouble:
      relation(binary, order(a, b, count), [Int](repeating: 0, count: count))
    case (.floats, .ints(let values)) where IntegerBits.count(values) > IntegerBits.ofDouble:
      relation(binary, [Int](repeating: 0, count: count), order(b, a, count))
    default: relation(binary, a.doubles(count), b.doubles(count))
    }
    return Vector(ints: out, valid: Vector.intersect([a, b], count), type: .bool)
  }

  /// Where whole numbers lie beside floats: −1 below, 0 equal, 1 above.
  private static func order(_ whole: Vector, _ floats: Vector, _ count: Int) -> [Int] {
    Elementwise.map(whole.ints(count), floats.doubles(count)) { $0.compared(to: $1) }
  }

  @inline(__always)
  private static func relation<T: Comparable & BitwiseCopyable>(_ binary: BinaryOperator, _ x: [T], _ y: [T]) -> [Int64]
  {
    switch binary {
    case .equal: Elementwise.map(x, y) { $0 == $1 ? 1 : 0 }
    case .notEqual: Elementwise.map(x, y) { $0 != $1 ? 1 : 0 }
    case .less: Elementwise.map(x, y) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: Elementwise.map(x, y) { $0 <= $1 ? 1 : 0 }
    case .greater: Elementwise.map(x, y) { $0 > $1 ? 1 : 0 }
    default: Elementwise.map(x, y) { $0 >= $1 ? 1 : 0 }
    }
  }

  private static func texts(_ binary: BinaryOperator, _ a: Vector, _ b: Vector, _ count: Int) -> [Int64] {
    guard case .texts(let x, let left) = a.data, case .texts(let y, let right) = b.data else { return [] }
    if b.isConstant, !a.isConstant, !left.isOrdered {
      let other = right[Int(y[0])]
      return a.byText(count) { holds(binary, $0, other) ? 1 : 0 }
    }
    func bands(_ code: (Int) -> (Int64, Int64)) -> [Int64] {
      (0..<count).map { row in
        let (one, other) = code(row)
        return binary.holds(one, other) ? 1 : 0
      }
    }
    func code(_ codes: [Int32], _ vector: Vector, _ row: Int) -> Int64 { Int64(codes[vector.isConstant ? 0 : row]) }
    if left.hasOrder(of: right) { return bands { (code(x, a, $0), code(y, b, $0)) } }
    if left.isOrdered, b.isConstant, let other = left.code(of: right[Int(y[0])]) {
      return bands { (code(x, a, $0), Int64(other)) }
    }
    if right.isOrdered, a.isConstant, let other = right.code(of: left[Int(x[0])]) {
      return bands { (Int64(other), code(y, b, $0)) }
    }
    return (0..<count).map { holds(binary, a.text($0) ?? "", b.text($0) ?? "") ? 1 : 0 }
  }

  private static func holds(_ binary: BinaryOperator, _ a: String, _ b: String) -> Bool {
    switch binary {
    case .equal: a.hasSameBytes(as: b)
    case .notEqual: !a.hasSameBytes(as: b)
    case .less: a.bytesPrecede(b)
    case .lessOrEqual: !b.bytesPrecede(a)
    case .greater: b.bytesPrecede(a)
    default: !a.bytesPrecede(b)
    }
  }

  /// Whether values occur in a list. As with `==`, null is equal to nothing and may be anything: where the list has a
  /// null, a value that it does not have otherwise is neither in it nor not.
  static func membership(_ a: Vector, _ cells: [Cell]) -> Vector {
    let out: [Int64]
    switch a.data {
    case .texts:
      let wanted = Set(cells.compactMap { if case .text(let text) = $0 { TextKey(text) } else { nil } })
      out = a.byText(a.count) { wanted.contains(TextKey($0)) ? 1 : 0 }
    case .ints(let values):
      let wanted = Set(cells.compactMap(\.wholeNumber))
      out = values.map { wanted.contains($0) ? 1 : 0 }
    case .floats(let values):
      let wanted = Set(cells.compactMap(\.exactDouble))
      out = values.map { wanted.contains($0) ? 1 : 0 }
    }
    var result = Vector(ints: out, valid: a.valid, type: .bool)
    if cells.contains(.null) {
      result.valid = out.indices.map { out[$0] != 0 && (a.valid?[$0] ?? true) }
    }
    result.isConstant = a.isConstant
    return result
  }
}

extension BinaryOperator {
  /// Whether two values stand in this relation.
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
