import Columns
import Diagnostics
import Kernels
import Relational

/// Something that runs checked steps: this process, or an engine that renders them as SQL.
public protocol ExecutionBackend: Sendable {
  /// - Parameter input: the value of the step before; nil for a verb that starts a pipeline.
  func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value
}

/// Runs steps in this process, on all threads of the context.
public struct LocalBackend: ExecutionBackend {
  public init() {}

  public func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    try MemoryBrake.watch(context.execution.monitor) { try result(of: step, on: input, context) }
  }

  private func result(of step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    if case .local(let work) = step.operation { return try work(input, context) }
    guard let table = input?.table else { throw NeedsData() }
    switch step.operation {
    case .filter(let condition): return try filter(table, condition, context)
    case .project(let columns):
      return Table(
        schema: table.schema.projected(columns), columns: columns.map { table.columns[$0.position] },
        rowCount: table.rowCount)
    case .derive(let items, let keys, let order): return try derive(table, items, by: keys, order, context)
    case .sort(let columns): return try sort(table, columns, context)
    case .limit(let count, let fromEnd):
      let kept = min(count, table.rowCount)
      if kept == table.rowCount { return table }
      return table.slice(fromEnd ? table.rowCount - kept..<table.rowCount : 0..<kept)
    case .join(let plan): return try join(table, plan, context)
    case .aggregate(let items, let keys): return try aggregate(table, items, by: keys, context)
    case .local: return table
    }
  }

  private func filter(_ table: Table, _ condition: TypedExpression, _ context: RunContext) throws -> Table {
    try context.execution.memory.require(Double(table.rowCount) * 3 * 8)
    let (mask, tallies) = try BlockEvaluator.mask(condition, over: table, context.execution)
    context.report(tallies, in: "the condition")
    var rows: [Int32] = []
    try context.execution.memory.require(Double(mask.setCount * MemoryLayout<Int32>.size))
    rows.reserveCapacity(mask.setCount)
    for row in 0..<table.rowCount where mask[row] { rows.append(Int32(row)) }
    return rows.count == table.rowCount ? table : try table.taking(rows, execution: context.execution)
  }

  private func sort(_ table: Table, _ columns: [SortColumn], _ context: RunContext) throws -> Table {
    let keys = columns.map { SortKey(table.columns[$0.position], descending: $0.isDescending) }
    let rows = try SortOrder.rows(keys, rowCount: table.rowCount, execution: context.execution)
    return try table.taking(rows, execution: context.execution)
  }
}
