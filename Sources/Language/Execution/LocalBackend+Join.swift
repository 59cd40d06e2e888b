import Columns
import Diagnostics
import Kernels
import Relational
import Syntax

extension LocalBackend {
  func join(_ left: Table, _ plan: JoinPlan, _ context: RunContext) throws -> Table {
    let execution = context.execution, other = try rows(of: plan.right, context)
    let index: JoinIndex
    do {
      index = try JoinIndex.make(
        left: plan.leftKeys.map { left.columns[$0] }, right: plan.rightKeys.map { other.columns[$0] },
        kind: plan.kind.relational, relation: plan.relation.relational, execution: execution)
    } catch let violation as KeyRelationViolation {
      throw plan.diagnostic(violation)
    } catch let tooMany as TooManyRows {
      throw Diagnostic(
        code: .tooManyRows,
        "this join would have \(tooMany.rows) rows, more than a table can hold (\(TooManyRows.limit))",
        at: Label(plan.rightName.span), help: "aggregate the right side first")
    }
    for (leftKey, rightKey) in zip(plan.leftKeys, plan.rightKeys) {
      let name = left.schema.fields[leftKey].name
      let keys = [left.columns[leftKey], other.columns[rightKey]]
      try context.reportLookalikes(keys.map { (name, $0) }, in: "the key of a join")
    }
    context.note(plan.note(index.matches))
    let base = index.keepsLeftRows ? left : try left.gathering(index.leftRows, execution: execution)
    if plan.kind == .semi || plan.kind == .anti { return base }
    let columns = try plan.added.map { other.columns[$0.position] }
      .gathering(index.rightRows, execution: execution)
    let joined = Table(
      schema: plan.schema(joining: base.schema), columns: base.columns + columns, rowCount: base.rowCount)
    return plan.kind == .full ? try fillKeys(joined, other, plan, index, context) : joined
  }

  /// Rows that only the right side of a full join has take their keys from there.
  private func fillKeys(
    _ joined: Table, _ other: Table, _ plan: JoinPlan, _ index: JoinIndex, _ context: RunContext
  ) throws -> Table {
    let leftRows = index.leftRows, start = (0..<leftRows.count).first { leftRows[$0] < 0 } ?? joined.rowCount
    // Of each key the row numbers and values of both sides, and the column.
    let each = Double(joined.rowCount) * 32
    try context.execution.memory.require(each * Double(plan.leftKeys.count))
    let filled = try zip(plan.leftKeys, plan.rightKeys).enumerated().map { place, keys in
      let right = try other.columns[keys.1].taking(index.rightRows, execution: context.execution)
      let left = joined.columns[keys.0]
      var field = joined.schema.fields[keys.0]
      field.type = plan.keyTypes[place]
      if start == joined.rowCount, field.type == left.type { return (field: field, column: left) }
      if left.type == right.type, field.type == left.type {
        let parts = try [(left, 0..<start), (right, start..<joined.rowCount)].map { column, rows in
          try column.taking(rows.map { Int32($0) }, execution: context.execution)
        }
        return (field: field, column: try Column(stacking: parts, .below, as: field.type, execution: context.execution))
      }
      // Cells of both types, once more of one type, and what the column is made of.
      try context.execution.memory.require(Double(joined.rowCount) * 80)
      let cells = (0..<joined.rowCount).map { $0 < start ? left[$0] : right[$0] }
      if field.type == .float {
        let lost = cells.count { $0.integer.map { !$0.fitsDouble } ?? false }
        if lost > 0 { context.report(.lostDigits, in: lost, "row", of: "the key `\(field.name)`") }
      }
      let values = field.type == .int ? cells.map { $0.wholeNumber.map(Cell.int) ?? .null } : cells
      return (field: field, column: Column(cells: values, type: field.type))
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
  /// `left join bureau: 263 491 of 307 511 rows matched, 44 020 only left, 12 rows of bureau only right`
  fileprivate func note(_ matches: JoinMatches) -> String {
    func grouped(_ count: Int) -> String { DigitGroups.grouped(count) }
    let rows = matches.matched + matches.leftOnly, right = matches.rightOnly
    let pairs = matches.pairs.map { $0 == matches.matched ? "" : " in \(grouped($0)) pairs" } ?? ""
    return "\(kind.rawValue) join \(rightName.text): \(grouped(matches.matched)) of \(grouped(rows)) "
      + "\(rows == 1 ? "row" : "rows") matched\(pairs), \(grouped(matches.leftOnly)) only left, "
      + "\(grouped(right)) \(right == 1 ? "row" : "rows") of \(rightName.text) only right"
  }

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
      code: .addedRows,
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
          ? "aggregate first (`| agg … by \(keyNames.joined(separator: ", "))`), or write "
            + "`\(violation.found.rawValue)` if that is meant"
        : "write `\(violation.found.rawValue)` if that is meant")
  }
}
