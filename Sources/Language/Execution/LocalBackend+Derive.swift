import Columns
import Kernels
import Relational

extension LocalBackend {
  /// Adds columns one after another, so that a later item sees the earlier ones.
  func derive(
    _ table: Table, _ items: [NamedExpression], by keys: [Int], _ order: [SortColumn], _ context: RunContext
  ) throws -> Table {
    let kept = items.reduce(0) { $0 + ($1.expression.type?.largestBytes ?? 8) }
    // One item at a time is there by blocks and as a column; windows see the rows of groups in their order.
    let atWork = items.contains { $0.expression.containsGroupedCall } ? 44 : 16
    try context.execution.memory.require(Double(table.rowCount * (kept + atWork)))
    var current = table, windows: GroupWindows?, made = MadeColumns()
    for item in items {
      let expression = item.expression
      if made.areRead(by: expression, over: current) { current = made.taken(into: current) }
      var source = current, resolved = expression
      if expression.containsGroupedCall {
        let frame = try windows ?? GroupWindows(table, keys, order, context.execution)
        windows = frame
        (source, resolved) = try frame.resolve(expression, over: current, context, in: item.name)
      }
      let (columns, tallies) = try BlockEvaluator.columns([resolved], over: source, context.execution)
      context.report(tallies[0], in: item.name)
      var field = expression.field(named: item.name, over: current.schema)
      field.type = columns[0].type
      made.add(field, columns[0], over: current)
    }
    return made.taken(into: current)
  }
}

/// Columns that stand beside a table until an item reads them: a table for each of thousands would take long.
private struct MadeColumns {
  private var columns: [(field: Field, column: Column)] = []
  /// The places in the table whose columns are no longer what they were.
  private var replaced: Set<Int> = []

  /// Whether an expression reads a column that the table has not yet.
  func areRead(by expression: TypedExpression, over table: Table) -> Bool {
    !columns.isEmpty && expression.columns.contains { $0 >= table.columns.count || replaced.contains($0) }
  }

  mutating func add(_ field: Field, _ column: Column, over table: Table) {
    columns.append((field, column))
    if let place = table.schema.index(of: field.name) { replaced.insert(place) }
  }

  mutating func taken(into table: Table) -> Table {
    defer { self = MadeColumns() }
    return columns.isEmpty ? table : table.setting(columns)
  }
}

extension TypedExpression {
  /// Whether a window function or an aggregate stands in the expression.
  public var containsGroupedCall: Bool { !groupedCalls.isEmpty }

  /// Whether the value depends on the order of the rows of a group, as the stage gives it.
  public var needsOrder: Bool {
    groupedCalls.contains { call in
      guard case .window(let function) = call.function.implementation else { return false }
      return function.needsOrder && call.order.isEmpty
    }
  }

  /// The aggregates and window functions in the expression.
  public var groupedCalls: [GroupedCall] {
    var found: [GroupedCall] = []
    _ = mapGrouped { call, type, span in
      found.append(call)
      return TypedExpression(.grouped(call), type: type, span: span)
    }
    return found
  }
}

/// The groups of a `derive … by`, over which window functions and aggregates give each row a value.
struct GroupWindows {
  private let grouping: Grouping
  private let windows: Windows
  private let order: [SortKey]
  private let execution: Execution

  init(_ table: Table, _ keys: [Int], _ order: [SortColumn], _ execution: Execution) throws {
    grouping = try Grouping.make(keys: keys.map { table.columns[$0] }, rowCount: table.rowCount, execution: execution)
    self.order = order.map { SortKey(table.columns[$0.position], descending: $0.isDescending) }
    windows = try Windows(grouping, order: self.order, execution: execution)
    self.execution = execution
  }

  /// Computes the grouped calls of an expression, and gives the expression over a table that has them as columns.
  func resolve(
    _ expression: TypedExpression, over table: Table, _ context: RunContext, in name: String
  ) throws -> (Table, TypedExpression) {
    var calls: [GroupedCall] = []
    let resolved = expression.mapGrouped { call, type, span in
      calls.append(call)
      return TypedExpression(.column(table.columns.count + calls.count - 1), type: type, span: span)
    }
    let extra = try calls.enumerated().map { index, call in
      (field: Field("\u{0}\(index)", call.type), column: try column(call, table, context, in: name))
    }
    return (table.setting(extra), resolved)
  }

  /// The windows in an order of the call's own; nil where it has none.
  private func own(_ order: [OrderKey], _ table: Table, _ context: RunContext) throws -> Windows? {
    if order.isEmpty { return nil }
    return try Windows(grouping, order: order.keys(over: table, context), execution: execution)
  }

  private func column(
    _ call: GroupedCall, _ table: Table, _ context: RunContext, in name: String
  ) throws -> Column {
    let operands = try BlockEvaluator.operands(call, over: table, in: name, context)
    context.reportLostDigits(operands, call, nil, in: name)
    switch call.function.implementation {
    case .aggregate(let function):
      let request = context.settled(try AggregateRequest(function, call, operands, table, context))
      let values = try Aggregation.results([request], over: grouping, execution: execution)[0]
      context.report(values, in: name, "group")
      return try Aggregation.broadcast(values.column, over: grouping, execution: execution)
    case .window(let function):
      let steps = call.steps
      guard let operand = operands.first else { return try windows.rowNumbers() }
      let windows = try own(call.order, table, context) ?? self.windows
      let result = switch function {
      case .lag: CheckedColumn(try windows.lag(operand, by: steps))
      case .lead: CheckedColumn(try windows.lead(operand, by: steps))
      case .diff: try windows.difference(operand, by: steps)
      case .cumsum: try windows.cumulativeSum(operand)
      case .cummean: try windows.cumulativeMean(operand)
      case .first: CheckedColumn(try windows.first(operand))
      case .last: CheckedColumn(try windows.last(operand))
      case .rank: CheckedColumn(try windows.ranks(operand))
      case .rowNumber: CheckedColumn(try windows.rowNumbers())
      }
      context.report(result, in: name, "row")
      return result.column
    }
  }
}

extension ColumnType {
  /// How many bytes a computed value takes at most.
  fileprivate var largestBytes: Int {
    switch self {
    case .bool: 1
    case .text, .date: 4
    case .int, .float, .datetime: 8
    }
  }
}
