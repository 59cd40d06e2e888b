import Columns

extension StepPassage {
  /// What the columns of a result were made of, where the operation tells it, and what the running step said.
  func makings(of result: Schema) throws -> [String: ColumnMaking] {
    switch step.operation {
    case .append(let plan): try united(result, plan)
    case .pivot(let plan):
      try pivoted(result, ColumnMaking(parents: histories(at: [plan.value, plan.level])), keyCount: plan.keys.count)
    case .unpivot(let plan):
      [plan.values: ColumnMaking(parents: histories(at: plan.columns)), plan.names: ColumnMaking()]
    default: context.makings
    }
  }

  private func pivoted(
    _ result: Schema, _ making: ColumnMaking, keyCount: Int
  ) throws -> [String: ColumnMaking] {
    var found: [String: ColumnMaking] = [:]
    for field in result.fields.dropFirst(keyCount) {
      try checkCancelled()
      found[field.name] = making
    }
    return found
  }

  private func histories(at positions: [Int]) -> [ColumnHistory] {
    let all = histories
    return positions.compactMap { all[$0] }
  }

  /// Of each column that the rows of both tables have had a part in it.
  private func united(_ result: Schema, _ plan: AppendPlan) throws -> [String: ColumnMaking] {
    let others = scope.columnOrigins[plan.belowName.text] ?? [:]
    var found: [String: ColumnMaking] = [:]
    for name in result.names {
      try checkCancelled()
      let parents = [origins[name], others[name]].compactMap { $0?.history }
      if Set(parents.map(\.id)).count > 1 { found[name] = ColumnMaking(parents: parents, isUnion: true) }
    }
    return found
  }

  /// Which rows a relational step gives.
  func rowsOfOperation() -> RowSet {
    switch step.operation {
    case .aggregate: rows.grouped(stage.sourceText)
    case .filter(let condition): rows.filtered(by: condition, histories)
    case .join(let plan): rows(joining: plan)
    case .append(let plan): rows.appending(scope.rowSets[plan.belowName.text] ?? .unknown)
    case .distinct(let columns): columns.count < heading?.count ?? 0 ? rows.grouped(shortText) : rows
    case .pivot: rows.grouped(shortText)
    default: rows
    }
  }
}
