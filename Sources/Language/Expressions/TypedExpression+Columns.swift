extension TypedExpression {
  /// Positions of the columns that the expression reads, also inside calls over several rows.
  public var columns: Set<Int> {
    var found = Set<Int>()
    visit { if case .column(let position) = $0.node { found.insert(position) } }
    return found
  }

  /// Whether other rows have a part in the value.
  public var readsOtherRows: Bool { !groupedCalls.isEmpty }

  /// Positions of the columns that it reads in its own row, outside calls over several rows.
  var ownRowColumns: Set<Int> {
    mapGrouped { _, type, span in TypedExpression(.constant(.null), type: type, span: span) }.columns
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
