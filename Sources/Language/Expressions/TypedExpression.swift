import Columns
import Diagnostics
import Syntax

/// An expression whose names have been resolved against a schema and whose types agree.
public struct TypedExpression: Sendable {
  /// The type of the result; nil for a bare `null`, which fits anywhere.
  public let type: ColumnType?
  public let node: Node
  public let span: Span

  public init(_ node: Node, type: ColumnType?, span: Span) { (self.node, self.type, self.span) = (node, type, span) }

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
    case matches(TypedExpression, pattern: String)
    case isNull(TypedExpression, negated: Bool)
    case conditional(TypedExpression, TypedExpression, TypedExpression)
    case function(ScalarFunction, [TypedExpression], FunctionConstants)
    /// An aggregate in `agg`, or a window function or an aggregate per group in `derive`.
    case grouped(GroupedCall)
  }
}

/// Arguments of a function that are known before any row is looked at.
public struct FunctionConstants: Sendable {
  /// Labelled arguments: `clip(x, min: 0)`.
  public var options: [String: Cell] = [:]
  /// List arguments by position: `cut(AGE, [25, 35])`.
  public var lists: [Int: [Cell]] = [:]

  public init() {}
}

/// A call whose value depends on several rows: `mean(AMT)`, `lag(AMT, 2)`.
public struct GroupedCall: Sendable {
  public let function: String
  public let arguments: [TypedExpression]
  public let options: [String: Cell]
  /// `first(x, order: y)`
  public let order: TypedExpression?
  public let condition: TypedExpression?
  public let type: ColumnType
}
