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

extension Stage {
  /// The stage in one line; of a long one only the verb.
  public var shortText: String {
    let text = Formatter.format(self)
    return text.count <= 160 && !text.contains("\n") ? text : verb.text + " …"
  }

  /// All names that stand in the stage.
  fileprivate var names: Set<String> {
    var found = Set<String>()
    func add(_ expression: Expression) {
      switch expression.kind {
      case .name(let name): found.insert(name.text)
      case .string(let pieces): for case .column(let name) in pieces { found.insert(name.text) }
      default: break
      }
      expression.children.forEach(add)
    }
    for item in arguments + (by ?? []) { ([item.value] + [item.condition].compactMap { $0 }).forEach(add) }
    options.forEach { add($0.value) }
    return found
  }
}
