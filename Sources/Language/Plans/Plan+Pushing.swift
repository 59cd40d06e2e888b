import Columns

extension Plan {
  /// The same table with conditions where the rows are read, as far as only steps lie between that move or compute what
  /// the condition does not look at.
  public var pushedDown: Plan {
    guard case .step(let step, let below?, let heading) = self else { return self }
    let inner = below.pushedDown
    if case .filter(let condition) = step.operation, let pushed = inner.reading(condition) { return pushed }
    return .step(step, on: inner, heading: heading)
  }

  /// The plan with a condition put to its scan; nil where it cannot come there.
  private func reading(_ condition: TypedExpression) -> Plan? {
    guard case .step(let step, let below, let heading) = self, !condition.readsOtherRows else { return nil }
    func through(_ condition: TypedExpression?) -> Plan? {
      condition.flatMap { below?.reading($0) }.map { .step(step, on: $0, heading: heading) }
    }
    switch step.operation {
    case .scan(var scan):
      let both = scan.predicate.map { TypedExpression(.binary(.and, $0, condition), type: .bool, span: condition.span) }
      scan.predicate = both ?? condition
      return .step(step.replacing(.scan(scan)), on: below, heading: heading)
    // The order of the rows that are kept is the same.
    case .filter, .sort: return through(condition)
    case .project(let columns): return through(condition.movingColumns { columns[$0].position })
    case .derive(let items, _, _):
      // Other rows would have a part in the new columns, fewer of them than before.
      guard let below, !items.contains(where: { $0.expression.readsOtherRows }) else { return nil }
      let made = Set(items.map(\.name))
      let isOld = condition.columns.allSatisfy { $0 < below.schema.count && !made.contains(heading.fields[$0].name) }
      return isOld ? through(condition) : nil
    default: return nil
    }
  }
}
