import Columns
import Kernels
import Syntax

/// What a step that has run did to what is known of the columns and rows of a table.
struct StepPassage {
  let step: Step
  let stage: Stage
  /// The input; nil for a verb that starts a pipeline, and where it was no table.
  let before: (any Value)?
  /// Where the columns of the input were made.
  let origins: [String: ColumnOrigin]
  /// Which rows the input has.
  let rows: RowSet
  /// What the statement sees, for what a join brings.
  let scope: Scope
  /// What the running step told.
  let context: RunContext
  /// The stage in one line; of a long one only the verb.
  let shortText: String

  init(
    step: Step, stage: Stage, before: (any Value)?, origins: [String: ColumnOrigin], rows: RowSet, scope: Scope,
    context: RunContext
  ) {
    (self.step, self.stage, self.before, self.origins) = (step, stage, before, origins)
    (self.rows, self.scope, self.context) = (rows, scope, context)
    shortText = stage.shortText
  }

  /// Where the columns of the result were made, by name.
  /// - Throws: `Cancelled`.
  func origins(of after: (any Value)?) throws -> [String: ColumnOrigin] {
    var found: [String: ColumnOrigin] = [:]
    do { try add(originsOf: after, to: &found) } catch {
      Release.later(&found, parts: found.count, leaving: [:])
      throw error
    }
    return found
  }

  private func add(originsOf after: (any Value)?, to found: inout [String: ColumnOrigin]) throws {
    guard let after, let result = after.heading else { return }
    let made = try made(), makings = try makings(of: result), changed = try changedColumns(after), text = shortText
    lazy var source = self.source
    lazy var mentioned = stage.names.sorted().compactMap { origins[$0]?.history }
    // Of millions of names, moving to a larger place alone takes long.
    found.reserveCapacity(result.count)
    for name in result.names {
      try checkCancelled()
      let known = made[name] ?? origins[name]
      var origin = known ?? (heading == nil ? own(name, source, []) : own(name, nil, mentioned))
      if changed.contains(name), made[name] == nil, let old = origins[name] {
        origin.changes.append(text)
        origin.history = ColumnHistory(name, text: text, parents: [old.history])
      }
      if let making = makings[name] {
        origin.history = making.same ?? ColumnHistory(
          name, text: "\(text) \(name)", parents: making.parents, shapings: making.shapings,
          isRowNumber: making.isRowNumber, isUnion: making.isUnion)
      }
      found[name] = origin
    }
  }

  /// Histories are made for each column of a table, of which there may be very many.
  func checkCancelled() throws { try context.execution.checkCancelled() }

  /// Which rows the result has.
  func rows(of after: (any Value)?) -> RowSet {
    if let told = context.newRows { return told }
    if heading == nil, rows == .unknown { return RowSet(origin: source) }
    return rowsOfOperation()
  }

  /// What tells a file, or what else a pipeline starts with, from others.
  var source: String {
    let files = context.inputs.map { String($0.hash, radix: 16) }
    return files.isEmpty ? Formatter.format(stage) : files.joined(separator: " ")
  }

  /// The columns of the input; nil where it is no table.
  var heading: Schema? { before?.heading }

  /// The histories of the input's columns, by position.
  var histories: [ColumnHistory?] { heading?.names.map { origins[$0]?.history } ?? [] }

  /// The columns that the step itself computes, renames or fetches.
  private func made() throws -> [String: ColumnOrigin] {
    var made: [String: ColumnOrigin] = [:]
    for (item, history) in try computed() where item.source != nil {
      made[item.name] = ColumnOrigin(verb: stage.verb.text, text: item.source ?? "", history: history)
    }
    switch step.operation {
    case .join(let plan):
      for column in try joined(plan) { made[column.name] = column.origin }
    case .project(let columns):
      let names = heading?.names ?? []
      for column in columns where names.indices.contains(column.position) {
        try checkCancelled()
        let old = names[column.position]
        guard old != column.name, var origin = origins[old] else {
          continue
        }
        origin.changes.append(shortText)
        made[column.name] = origin
      }
    default: break
    }
    return made
  }

  /// A column of which only the stage tells anything: it is read from a source, or made of the columns that the stage
  /// mentions.
  private func own(_ name: String, _ source: String?, _ mentioned: [ColumnHistory]) -> ColumnOrigin {
    let history = ColumnHistory(name, text: "\(source ?? shortText) \(name)", parents: mentioned)
    return ColumnOrigin(verb: stage.verb.text, text: shortText, history: history)
  }

  /// Columns that a step may have given other values, told by their new memory. Other relational steps only move rows.
  private func changedColumns(_ result: any Value) throws -> Set<String> {
    switch step.operation {
    case .cast, .replace, .local: break
    default: return []
    }
    guard let before = before?.table, let after = result.table, before.rowCount == after.rowCount else { return [] }
    var changed: Set<String> = []
    for (field, column) in zip(after.schema.fields, after.columns) {
      try checkCancelled()
      guard let old = before[field.name], StorageIdentity(old) != StorageIdentity(column) else { continue }
      changed.insert(field.name)
    }
    return changed
  }
}

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
