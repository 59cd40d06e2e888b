import Columns
import Diagnostics
import Kernels
import Syntax

/// Events that a stage reports about rows, added up over blocks.
public struct RowTallies: Sendable {
  /// Rows in which something was divided by zero.
  public var divisionsByZero = 0
  /// Rows in which a whole number left the range of 64 bits.
  public var overflows = 0
  /// Rows in which a function met a value outside its domain: `log(-1)`.
  public var domainErrors = 0
  /// The first of these values.
  public var domainExample: String?

  public init() {}

  static func + (a: RowTallies, b: RowTallies) -> RowTallies {
    var sum = a
    sum.divisionsByZero += b.divisionsByZero
    sum.overflows += b.overflows
    sum.domainErrors += b.domainErrors
    sum.domainExample = a.domainExample ?? b.domainExample
    return sum
  }
}

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
      var evaluator = BlockEvaluator(table: table, range: range)
      let vector = try evaluator.evaluate(expressions[computed[piece / blocks]]).spread(range.count)
      return (vector, evaluator.tallies)
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
    let values = column.integers(0..<column.count) ?? []
    let mask = try Bitmap(count: column.count, execution: execution) { values[$0] != 0 && !column.isNull($0) }
    return (mask, tallies[0])
  }

  let table: Table
  let range: Range<Int>
  var tallies = RowTallies()
  var count: Int { range.count }

  init(table: Table, range: Range<Int>) { (self.table, self.range) = (table, range) }

  mutating func evaluate(_ expression: TypedExpression) throws -> Vector {
    switch expression.node {
    case .column(let position): return column(table.columns[position])
    case .constant(let cell): return Vector(constant: cell, type: expression.type)
    case .unary(.negate, let operand): return negate(try evaluate(operand))
    case .unary(.not, let operand): return not(try evaluate(operand))
    case .binary(let binary, let left, let right):
      return try evaluate(binary, left, right, type: expression.type)
    case .membership(let operand, let cells): return membership(try evaluate(operand), cells)
    case .between(let operand, let low, let high):
      let value = try evaluate(operand)
      return and(compare(.greaterOrEqual, value, try evaluate(low)), compare(.lessOrEqual, value, try evaluate(high)))
    case .matches(let operand, let pattern): return try matches(try evaluate(operand), pattern, at: expression.span)
    case .isNull(let operand, let negated):
      let value = try evaluate(operand)
      return Vector(ints: (0..<count).map { value.isValid($0) == negated ? 1 : 0 }, type: .bool)
    case .conditional(let condition, let yes, let no):
      return try choose(
        try evaluate(condition), try evaluate(yes), try evaluate(no), type: expression.type ?? .float)
    case .function(let function, let arguments, let constants):
      var call = FunctionCall(
        arguments: try arguments.map { try evaluate($0) }, constants: constants, count: count,
        type: expression.type ?? .float)
      call.applyBounds(of: function.signature)
      let result = try function.evaluate(&call)
      tallies.domainErrors += call.domainErrors
      tallies.domainExample = tallies.domainExample ?? call.domainExample
      return result
    case .grouped:
      preconditionFailure("grouped calls are computed before the expression around them")
    }
  }

  private func column(_ column: Column) -> Vector {
    let valid = column.validity.map { bitmap in range.map { bitmap[$0] } }
    switch column.written(range) {
    case (.floats(let buffer), let rows):
      var vector = Vector(ints: [], type: .float)
      (vector.data, vector.count, vector.valid) = (.floats(Array(buffer.view[rows])), count, valid)
      return vector
    case (.text(let codes, let dictionary), let rows):
      return Vector(texts: codes.values(rows).map { Int32(truncatingIfNeeded: $0) }, dictionary, valid: valid)
    default:
      return Vector(ints: column.integers(range) ?? [], valid: valid, type: column.type)
    }
  }
}
