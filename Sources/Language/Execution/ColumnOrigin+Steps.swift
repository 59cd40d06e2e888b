import Columns
import Syntax

extension ColumnOrigin {
  /// The origins of a result's columns, by name, after a step has run.
  ///
  /// - Parameters:
  ///   - origins: those of the input's columns.
  ///   - scope: what the statement sees, for the columns that a join brings.
  static func after(
    _ step: Step, _ stage: Stage, from before: (any Value)?, to after: (any Value)?, _ origins: [String: ColumnOrigin],
    _ scope: Scope
  ) -> [String: ColumnOrigin] {
    guard let result = after?.table else { return [:] }
    let made = made(by: step, stage, before?.table, origins, scope)
    let own = ColumnOrigin(verb: stage.verb.text, text: short(stage))
    let changed = changedColumns(step, before?.table, result)
    var found: [String: ColumnOrigin] = [:]
    for name in result.schema.names {
      var origin = made[name] ?? origins[name] ?? own
      if changed.contains(name), made[name] == nil, origins[name] != nil { origin.changes.append(own.text) }
      found[name] = origin
    }
    return found
  }

  /// The columns that the step itself computes, renames or fetches.
  private static func made(
    by step: Step, _ stage: Stage, _ before: Table?, _ origins: [String: ColumnOrigin], _ scope: Scope
  ) -> [String: ColumnOrigin] {
    var made: [String: ColumnOrigin] = [:]
    for item in step.computes {
      guard let text = item.source else { continue }
      made[item.name] = ColumnOrigin(verb: stage.verb.text, text: text)
    }
    switch step.operation {
    case .join(let plan):
      let right = scope.columnOrigins[plan.rightName.text] ?? [:]
      for column in plan.added { made[column.name] = right[plan.right.schema.fields[column.position].name] }
    case .project(let columns):
      for column in columns {
        guard let old = before?.schema.names[column.position], old != column.name, var origin = origins[old] else {
          continue
        }
        origin.changes.append(short(stage))
        made[column.name] = origin
      }
    default: break
    }
    return made
  }

  /// Columns that a step other than a relational one gave new memory without taking or adding rows.
  private static func changedColumns(_ step: Step, _ before: Table?, _ after: Table) -> Set<String> {
    guard case .local = step.operation, let before, before.rowCount == after.rowCount else { return [] }
    let old = Dictionary(
      zip(before.schema.names, before.columns.map(StorageIdentity.init)), uniquingKeysWith: { first, _ in first })
    return Set(zip(after.schema.names, after.columns).compactMap { name, column in
      old[name].flatMap { $0 == StorageIdentity(column) ? nil : name }
    })
  }

  /// The stage in one line; of a long one only the verb.
  private static func short(_ stage: Stage) -> String {
    let text = Formatter.format(stage)
    return text.count <= 160 && !text.contains("\n") ? text : stage.verb.text + " …"
  }
}
