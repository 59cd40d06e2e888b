import Columns
import Diagnostics
import Patterns
import Syntax

/// An expression whose names have been resolved against a schema and whose types agree.
public struct TypedExpression: Sendable {
  /// The type of the result; nil for a bare `null`, which fits anywhere.
  public let type: ColumnType?
  /// What is computed.
  public let node: Node
  /// Where it was written.
  public let span: Span

  /// A checked expression; the type is nil for `null`, which has every type.
  public init(_ node: Node, type: ColumnType?, span: Span) { (self.node, self.type, self.span) = (node, type, span) }

  /// What a checked expression can be.
  public indirect enum Node: Sendable {
    /// The position of a column in the input.
    case column(Int)
    case constant(Cell)
    case unary(UnaryOperator, TypedExpression)
    case binary(BinaryOperator, TypedExpression, TypedExpression)
    /// `x in [a, b]`
    case membership(TypedExpression, [Cell])
    /// `x in a..b`, both ends included.
    case between(TypedExpression, TypedExpression, TypedExpression)
    case matches(TypedExpression, pattern: Pattern)
    case isNull(TypedExpression, negated: Bool)
    case conditional(TypedExpression, TypedExpression, TypedExpression)
    case function(ScalarFunction, [TypedExpression], FunctionConstants)
    /// An aggregate in `agg`, or a window function or an aggregate per group in `derive`.
    case grouped(GroupedCall)
  }
}

/// Arguments of a function that are known before any row is looked at.
public struct FunctionConstants: Sendable {
  /// The values that were written, by the argument's name: `clip(x, min: 0)`, `round(x, 2)`.
  public var options: [String: Cell] = [:]
  /// List arguments by position: `cut(AGE, [25, 35])`.
  public var lists: [Int: [Cell]] = [:]

  /// A function without constants.
  public init() {}
}

/// A call whose value depends on several rows: `mean(AMT)`, `lag(AMT, 2)`.
public struct GroupedCall: Sendable {
  /// The function that is called.
  public let function: GroupedFunction
  /// The arguments that have a value in each row.
  public let arguments: [TypedExpression]
  /// The arguments that are one value for all rows.
  public let constants: FunctionConstants
  /// `first(x, order: [day, -hour])`; empty for row order, or the order of the stage.
  public let order: [OrderKey]
  /// `mean(x) where y > 0`: the rows that take part.
  public var condition: TypedExpression?
  /// The type of the results.
  public let type: ColumnType

  /// A call that has been matched with the function's declaration.
  init(_ function: GroupedFunction, _ call: CheckedCall) {
    let places = call.arguments.indices.filter { function.signature.parameter(at: $0)?.rows != nil }
    self.function = function
    arguments = places.map { call.arguments[$0] }
    (constants, order) = (call.constants, call.order)
    type = function.resultType(arguments.map { $0.type ?? .float }) ?? .float
  }

  /// The q of `quantile`.
  public var share: Double? { constants.options[GroupedFunction.share.name]?.number }

  /// The n of `lag`, `lead` and `diff`.
  public var steps: Int {
    guard case .int(let steps)? = constants.options[GroupedFunction.steps.name] else { return 1 }
    return Int(steps)
  }
}

extension TypedExpression {
  /// The expression with a condition put on each of its grouped calls.
  public func restricted(to condition: TypedExpression) -> TypedExpression {
    mapGrouped { call, type, span in
      var restricted = call
      restricted.condition = condition
      return TypedExpression(.grouped(restricted), type: type, span: span)
    }
  }

  /// The expression with each grouped call replaced.
  func mapGrouped(_ change: (GroupedCall, ColumnType?, Span) -> TypedExpression) -> TypedExpression {
    func map(_ inner: TypedExpression) -> TypedExpression { inner.mapGrouped(change) }
    let mapped: Node = switch node {
    case .grouped(let call): change(call, type, span).node
    case .unary(let unary, let a): .unary(unary, map(a))
    case .binary(let binary, let a, let b): .binary(binary, map(a), map(b))
    case .membership(let a, let cells): .membership(map(a), cells)
    case .between(let a, let low, let high): .between(map(a), map(low), map(high))
    case .matches(let a, let pattern): .matches(map(a), pattern: pattern)
    case .isNull(let a, let negated): .isNull(map(a), negated: negated)
    case .conditional(let a, let b, let c): .conditional(map(a), map(b), map(c))
    case .function(let function, let arguments, let constants): .function(function, arguments.map(map), constants)
    case .column, .constant: node
    }
    return TypedExpression(mapped, type: type, span: span)
  }
}

extension TypedExpression {
  /// Positions of the columns that the expression reads, also inside calls over several rows.
  public var columns: Set<Int> {
    var found = Set<Int>()
    visit { if case .column(let position) = $0.node { found.insert(position) } }
    return found
  }

  /// The field of a column that holds the values. The indicator of a level stays one under another name.
  public func field(named name: String, over input: Schema) -> Field {
    let isIndicator = if case .column(let position) = node { input.fields[position].isIndicator } else { false }
    return Field(name, type ?? .float, isIndicator: isIndicator)
  }

  /// Whether other rows have a part in the value.
  public var readsOtherRows: Bool { !groupedCalls.isEmpty }

  /// Positions of the columns that it reads in its own row, outside calls over several rows.
  var ownRowColumns: Set<Int> {
    mapGrouped { _, type, span in TypedExpression(.constant(.null), type: type, span: span) }.columns
  }

  /// The expression over a table in which the columns stand at other places; a call over several rows stays as it is.
  func movingColumns(_ place: (Int) -> Int) -> TypedExpression {
    func moved(_ inner: TypedExpression) -> TypedExpression { inner.movingColumns(place) }
    let node: Node = switch node {
    case .column(let position): .column(place(position))
    case .constant, .grouped: node
    case .unary(let symbol, let a): .unary(symbol, moved(a))
    case .binary(let symbol, let a, let b): .binary(symbol, moved(a), moved(b))
    case .membership(let a, let cells): .membership(moved(a), cells)
    case .between(let a, let low, let high): .between(moved(a), moved(low), moved(high))
    case .matches(let a, let pattern): .matches(moved(a), pattern: pattern)
    case .isNull(let a, let negated): .isNull(moved(a), negated: negated)
    case .conditional(let a, let b, let c): .conditional(moved(a), moved(b), moved(c))
    case .function(let function, let arguments, let constants): .function(function, arguments.map(moved), constants)
    }
    return TypedExpression(node, type: type, span: span)
  }

  /// Calls `body` for the expression and everything inside it.
  private func visit(_ body: (TypedExpression) -> Void) {
    body(self)
    switch node {
    case .column, .constant: break
    case .unary(_, let a), .membership(let a, _), .matches(let a, _), .isNull(let a, _): a.visit(body)
    case .binary(_, let a, let b): [a, b].forEach { $0.visit(body) }
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c].forEach { $0.visit(body) }
    case .function(_, let arguments, _): arguments.forEach { $0.visit(body) }
    case .grouped(let call):
      (call.arguments + call.order.map(\.expression) + [call.condition].compactMap { $0 }).forEach { $0.visit(body) }
    }
  }
}
