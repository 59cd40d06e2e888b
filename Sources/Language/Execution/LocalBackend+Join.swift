import Columns
import Diagnostics
import Kernels
import Relational
import Syntax

extension LocalBackend {
  func join(_ left: Table, _ plan: JoinPlan, _ context: RunContext) throws -> Table {
    let execution = context.execution
    let index: JoinIndex
    do {
      index = try JoinIndex.make(
        left: plan.leftKeys.map { left.columns[$0] }, right: plan.rightKeys.map { plan.right.columns[$0] },
        kind: plan.kind.relational, relation: plan.relation.relational, execution: execution)
    } catch let violation as KeyRelationViolation {
      throw plan.diagnostic(violation)
    } catch let tooMany as TooManyRows {
      throw Diagnostic(
        code: "E32", "this join would have \(tooMany.rows) rows, more than a table can hold (\(TooManyRows.limit))",
        at: Label(plan.rightName.span), help: "aggregate the right side first")
    }
    let base = index.keepsLeftRows ? left : try left.gathering(index.leftRows, execution: execution)
    if plan.kind == .semi || plan.kind == .anti { return base }
    let columns = try plan.added.map { plan.right.columns[$0.position] }
      .gathering(index.rightRows, execution: execution)
    let added = zip(plan.added, columns).map { projected, column in
      let field = plan.right.schema.fields[projected.position]
      return (field: Field(projected.name, field.type, isIndicator: field.isIndicator), column: column)
    }
    let joined = base.setting(added)
    return plan.kind == .full ? try fillKeys(joined, plan, index, execution) : joined
  }

  /// Rows that only the right side of a full join has take their keys from there.
  private func fillKeys(_ joined: Table, _ plan: JoinPlan, _ index: JoinIndex, _ execution: Execution) throws -> Table {
    guard let start = index.leftRows.firstIndex(where: { $0 < 0 }) else { return joined }
    let filled = try zip(plan.leftKeys, plan.rightKeys).map { leftKey, rightKey in
      let right = try plan.right.columns[rightKey].taking(index.rightRows, execution: execution)
      let left = joined.columns[leftKey]
      let field = joined.schema.fields[leftKey]
      let cells = (0..<joined.rowCount).map { $0 < start ? left[$0] : right[$0] }
      return (field: field, column: Column(cells: cells, type: field.type))
    }
    return joined.setting(filled)
  }
}

extension JoinPlan.Kind {
  fileprivate var relational: JoinKind {
    switch self {
    case .left: .left
    case .inner: .inner
    case .full: .full
    case .semi: .semi
    case .anti: .anti
    }
  }
}

extension JoinRelation {
  fileprivate var relational: KeyRelation {
    switch self {
    case .oneToOne: .oneToOne
    case .manyToOne: .manyToOne
    case .oneToMany: .oneToMany
    case .manyToMany: .manyToMany
    }
  }
}

extension JoinPlan {
  /// Why the keys do not stand in the relation that was asked for, with the key that shows it.
  fileprivate func diagnostic(_ violation: KeyRelationViolation) -> Diagnostic {
    let key = violation.key.map(CellFormat.plain).joined(separator: ", ")
    let isRight = violation.side == .right, isFilter = kind == .semi || kind == .anti
    let share = Double(violation.repeatedKeys) / Double(max(1, violation.distinctKeys))
    let others = switch share {
    case _ where violation.repeatedKeys == 1: ", no other does"
    case 0.5...: ", and so do most others"
    default: ", and so do \(violation.repeatedKeys - 1) others"
    }
    let text = "its key repeats: \(key) occurs \(violation.occurrences) times\(others)"
    let rows = violation.resultRows > violation.leftRows
    return Diagnostic(
      code: "E31",
      isRight && !isFilter
        ? "this join would add rows: the right side repeats its key"
        : "the \(isRight ? "right" : "left") side repeats its key, and \(relation.rawValue) says that it does not",
      at: Label(isRight ? rightName.span : span, text),
      notes: isFilter ? [] : [
        "expected \(violation.expected.rawValue), found \(violation.found.rawValue)"
          + (rows ? "; the result would have \(violation.resultRows) rows instead of \(violation.leftRows)" : "")
      ],
      help: isFilter
        ? "leave `\(relation.rawValue)` out: this join adds no rows, whatever repeats"
        : isRight
        ? "aggregate first (`| agg … by \(keyNames.joined(separator: ", "))`), or write `\(violation.found.rawValue)` if that is meant"
        : "write `\(violation.found.rawValue)` if that is meant")
  }
}
