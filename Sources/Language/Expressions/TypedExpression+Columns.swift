import Columns

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
