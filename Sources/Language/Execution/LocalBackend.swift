import Columns
import Diagnostics
import Kernels
import Relational

/// Something that runs checked steps: this process, or an engine that renders them as SQL.
public protocol ExecutionBackend: Sendable {
  /// - Parameter input: the value of the step before; nil for a verb that starts a pipeline.
  ///
  /// A backend may answer with a ``PlannedTable`` as long as nobody asks for the rows.
  func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value

  /// A value with all that it consists of: a planned table becomes one whose rows are here.
  func computed(_ value: any Value, _ context: RunContext) throws -> any Value
}

extension ExecutionBackend {
  /// Runs the steps of a planned table; any other value is complete.
  public func computed(_ value: any Value, _ context: RunContext) throws -> any Value {
    guard let planned = value as? PlannedTable else { return value }
    return try computed(planned.plan, context)
  }

  /// The rows of a plan, step by step from its source.
  private func computed(_ plan: Plan, _ context: RunContext) throws -> any Value {
    switch plan {
    case .rows(let table): table
    case .step(let step, let below, _): try run(step, on: try below.map { try computed($0, context) }, context)
    }
  }
}

/// Runs steps in this process, on all threads of the context.
public struct LocalBackend: ExecutionBackend {
  /// The backend of this process.
  public init() {}

  /// Runs a step here, and stops it where memory runs out.
  ///
  /// - Throws: `Diagnostic`, `Cancelled`, or ``NeedsData`` where the rows of the input are not here.
  public func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    try MemoryBrake.watch(context.execution.monitor) { try result(of: step, on: input, context) }
  }

  private func result(of step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    if let work = step.work { return try work(input, context) }
    if case .scan(let scan) = step.operation { return try read(scan, context) }
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
    case .append(let plan): return try append(table, plan, in: step.name.lowercased(), context)
    case .aggregate(let items, let keys): return try aggregate(table, items, by: keys, context)
    case .scan, .distinct, .cast, .replace, .pivot, .unpivot, .local:
      preconditionFailure("`\(step.name)` says how it is done here")
    }
  }

  /// The rows of a file; the reader takes the columns that are wanted, and the condition is left to this.
  private func read(_ scan: Scan, _ context: RunContext) throws -> any Value {
    let value = try scan.read(scan, context)
    guard let condition = scan.predicate, let table = value.table else { return value }
    return try filter(table, condition, context)
  }

  /// The rows of the other side of a step.
  func rows(of plan: Plan, _ context: RunContext) throws -> Table {
    if let table = plan.table { return table }
    guard let table = try computed(PlannedTable(plan), context).table else { throw NeedsData() }
    return table
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
