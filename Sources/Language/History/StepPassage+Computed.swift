import Columns

extension StepPassage {
  /// The expressions that the step computes, with the history of each result.
  func computed() throws -> [(item: NamedExpression, history: ColumnHistory)] {
    guard let heading else { return [] }
    var known = histories, places: [String: Int] = [:]
    var found: [(item: NamedExpression, history: ColumnHistory)] = []
    // The items of `agg` see the input, those of `derive` each other.
    let isAggregate = if case .aggregate = step.operation { true } else { false }
    for item in step.computes {
      try checkCancelled()
      let history = isAggregate ? aggregated(item, known) : derived(item, known)
      found.append((item, history))
      if isAggregate { continue }
      if let place = heading.index(of: item.name) ?? places[item.name] {
        known[place] = history
      } else {
        places[item.name] = known.count
        known.append(history)
      }
    }
    return found
  }

  /// A value for each group of rows: it has the rows of its group as its own.
  private func aggregated(_ item: NamedExpression, _ known: [ColumnHistory?]) -> ColumnHistory {
    let parents = item.expression.columns.sorted().compactMap { known[$0] }
    let calls = item.expression.groupedCalls
    let values = calls.flatMap(\.arguments).reduce(into: item.expression.ownRowColumns) { $0.formUnion($1.columns) }
    let conditions = calls.compactMap(\.condition).reduce(into: Set()) { $0.formUnion($1.columns) }
    let deciding = Set(conditions.subtracting(values).compactMap { known[$0]?.id })
    return ColumnHistory(
      item.name, text: "\(shortText) \(item.source ?? "")", parents: parents, way: .aggregated(deciding: deciding))
  }

  private func derived(_ item: NamedExpression, _ known: [ColumnHistory?]) -> ColumnHistory {
    let expression = item.expression, text = item.source ?? ""
    if case .column(let position) = expression.node, let same = known[position] { return same }
    let calls = expression.groupedCalls
    var keys: [ColumnHistory] = []
    if !calls.isEmpty, case .derive(_, let by, _) = step.operation { keys = by.compactMap { known[$0] } }
    let own = expression.ownRowColumns.sorted().compactMap { known[$0] }
    let by = keys.isEmpty ? "" : " by \(keys.map(\.name).joined(separator: ", "))"
    let shapings = calls.compactMap { call -> Shaping? in
      let sources = (call.arguments + [call.condition].compactMap { $0 })
        .reduce(into: Set()) { $0.formUnion($1.columns) }.sorted().compactMap { known[$0] }
      guard !sources.isEmpty else { return nil }
      return Shaping(
        text: "\(stage.verb.text) \(item.name) = \(text)\(by)", sources: sources, rows: rows, keys: keys,
        excludesOwnRow: call.function.seesOtherRowsOnly)
    }
    return ColumnHistory(item.name, text: text + by, parents: own + keys, shapings: shapings + scalars(in: text))
  }

  /// Numbers that an earlier statement computed over rows: `$stats.mean`.
  private func scalars(in text: String) -> [Shaping] {
    guard text.contains("$") else { return [] }
    return scope.bindings.keys.sorted().flatMap { name -> [Shaping] in
      guard text.contains("$\(name)."), let rows = scope.rowSets[name], let origins = scope.columnOrigins[name] else {
        return []
      }
      return origins.keys.sorted().compactMap { field in
        guard text.mentions("$\(name).\(field)"), let origin = origins[field] else { return nil }
        return Shaping(text: "\(name): \(origin.text)", sources: [origin.history], rows: rows)
      }
    }
  }

  /// The columns that a join adds.
  func joined(_ plan: JoinPlan) throws -> [(name: String, origin: ColumnOrigin)] {
    let others = scope.columnOrigins[plan.rightName.text] ?? [:]
    let otherRows = scope.rowSets[plan.rightName.text] ?? .unknown
    let own = histories, keys = plan.leftKeys.compactMap { own[$0] }
    let otherKeys = plan.rightKeys.compactMap { others[plan.rightSchema.fields[$0].name]?.history }
    // Rows of one origin that meet by the same columns are the same rows.
    let isOwnRow = keys == otherKeys && otherRows.mayShareRows(with: rows) && !otherRows.isMade(of: rows)
      && !rows.isMade(of: otherRows)
    let by = plan.keyNames.joined(separator: ", ")
    return try plan.added.compactMap { column in
      try checkCancelled()
      guard var origin = others[plan.rightSchema.fields[column.position].name] else { return nil }
      if !isOwnRow {
        let text = "\(plan.rightName.text): \(origin.text) by \(by)"
        let shaping = Shaping(text: text, sources: [origin.history], rows: otherRows, keys: keys)
        origin.history = ColumnHistory(
          column.name, text: "\(stage.verb.text) \(plan.rightName.text) \(column.name)", parents: keys,
          shapings: [shaping], way: .joined)
      }
      return (column.name, origin)
    }
  }

  /// The rows of a join.
  func rows(joining plan: JoinPlan) -> RowSet {
    let others = scope.rowSets[plan.rightName.text] ?? .unknown
    let origins = scope.columnOrigins[plan.rightName.text] ?? [:]
    let keys = plan.rightKeys.compactMap { origins[plan.rightSchema.fields[$0].name]?.history }
    switch plan.kind {
    case .semi, .anti:
      let own = histories, isOwnKey = keys == plan.leftKeys.compactMap { own[$0] }
      return rows.limited(toKeysOf: others, keys, isIn: plan.kind == .semi, isOwnKey: isOwnKey)
    case .full: return rows.appending(others)
    case .left, .inner: return rows
    }
  }
}

extension GroupedFunction {
  /// Whether the value of a row comes from earlier ones alone.
  fileprivate var seesOtherRowsOnly: Bool {
    if case .window(.lag) = implementation { true } else { false }
  }
}

extension String {
  /// Whether a word stands in the text, not as the beginning of a longer one.
  fileprivate func mentions(_ word: String) -> Bool {
    ranges(of: word).contains { range in
      range.upperBound == endIndex || !(self[range.upperBound].isLetter || self[range.upperBound].isNumber
        || self[range.upperBound] == "_")
    }
  }
}
