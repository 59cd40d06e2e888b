import Columns
import Diagnostics
import Kernels
import Relational

extension LocalBackend {
  /// One row for each group, in order of first appearance: the keys, then the items.
  func aggregate(
    _ table: Table, _ items: [NamedExpression], by keys: [Int], _ context: RunContext
  ) throws -> Table {
    let execution = context.execution
    let keyColumns = keys.map { table.columns[$0] }
    let grouping = try Grouping.make(keys: keyColumns, rowCount: table.rowCount, execution: execution)
    var requests: [AggregateRequest] = [], names: [String] = []
    var masks = MaskCache(table: table)
    // The results stand in a table of their own, over which the rest of each expression is evaluated.
    let resolved = try items.map { item in
      var calls: [GroupedCall] = []
      let rest = item.expression.mapGrouped { call, type, span in
        calls.append(call)
        return TypedExpression(.column(requests.count + calls.count - 1), type: type, span: span)
      }
      for call in calls {
        guard case .aggregate(let function) = call.function.implementation else { continue }
        let operands = try BlockEvaluator.operands(call, over: table, context)
        var request = try AggregateRequest(function, call, operands, table, context)
        request.filter = try call.condition.map { try masks.mask($0, context) }
        requests.append(request)
        names.append(item.name)
      }
      return NamedExpression(item.name, rest)
    }
    let results = try aggregates(requests, names, grouping, items, execution)
    let partial = Table(
      schema: Schema(results.indices.map { Field("\($0)", results[$0].type) }), columns: results,
      rowCount: grouping.count)
    let (columns, tallies) = try BlockEvaluator.columns(resolved.map(\.expression), over: partial, execution)
    for (item, tally) in zip(resolved, tallies) { context.report(tally, in: item.name) }
    let made = zip(items, columns).map { (field: Field($0.name, $1.type), expression: $0.expression) }
    return Table(
      schema: table.schema.aggregated(made, by: keys),
      columns: try keyColumns.map { try $0.taking(grouping.firstRows, execution: execution) } + columns,
      rowCount: grouping.count)
  }

  private func aggregates(
    _ requests: [AggregateRequest], _ names: [String], _ grouping: Grouping, _ items: [NamedExpression],
    _ execution: Execution
  ) throws -> [Column] {
    do { return try Aggregation.run(requests, over: grouping, execution: execution) } catch let overflow as IntegerOverflow {
      let name = names[overflow.request]
      throw Diagnostic(
        code: "E34", "the sum in `\(name)` leaves the range of whole numbers of 64 bits",
        at: items.first { $0.name == name }.map { Label($0.expression.span, "too large") },
        help: "add up floats: multiply the column by 1.0")
    }
  }
}

/// Conditions of a stage that have been evaluated, by what they say: `where STATE == "Active"` on thirty items is one mask.
private struct MaskCache {
  let table: Table
  private var known: [String: Bitmap] = [:]

  init(table: Table) { self.table = table }

  mutating func mask(_ condition: TypedExpression, _ context: RunContext) throws -> Bitmap {
    let key = condition.meaning
    if let mask = known[key] { return mask }
    let (mask, tallies) = try BlockEvaluator.mask(condition, over: table, context.execution)
    context.report(tallies, in: "a condition")
    known[key] = mask
    return mask
  }
}

extension AggregateRequest {
  /// The request of a call whose arguments have been evaluated.
  init(
    _ function: AggregateFunction, _ call: GroupedCall, _ operands: [Column], _ table: Table, _ context: RunContext
  ) throws {
    let order = try call.order.map { try BlockEvaluator.columns([$0], over: table, context.execution).columns[0] }
    self.init(
      function, inputs: Array(operands.prefix(function.arity.upperBound)), order: order,
      parameter: call.parameter ?? 0.5)
  }
}

extension BlockEvaluator {
  /// The arguments of a grouped call as columns; a plain column is used as it is.
  static func operands(_ call: GroupedCall, over table: Table, _ context: RunContext) throws -> [Column] {
    try call.arguments.map { argument in
      if case .column(let position) = argument.node { return table.columns[position] }
      let (columns, tallies) = try columns([argument], over: table, context.execution)
      context.report(tallies[0], in: "an argument of \(call.function.name)")
      return columns[0]
    }
  }
}

extension TypedExpression {
  /// A text that is the same for expressions that mean the same.
  var meaning: String {
    switch node {
    case .column(let position): "#\(position)"
    case .constant(let cell): CellFormat.literal(cell)
    case .unary(let unary, let a): "\(unary.rawValue)(\(a.meaning))"
    case .binary(let binary, let a, let b): "(\(a.meaning) \(binary.rawValue) \(b.meaning))"
    case .membership(let a, let cells): "(\(a.meaning) in \(cells.map(CellFormat.literal)))"
    case .between(let a, let low, let high): "(\(a.meaning) in \(low.meaning)..\(high.meaning))"
    case .matches(let a, let pattern): "(\(a.meaning) ~ \(pattern))"
    case .isNull(let a, let negated): "(\(a.meaning) is null \(negated))"
    case .conditional(let a, let b, let c): "if(\(a.meaning), \(b.meaning), \(c.meaning))"
    case .function(let function, let arguments, let constants):
      "\(function.name)(\(arguments.map(\.meaning)) \(constants.options.sorted { $0.key < $1.key }) "
        + "\(constants.lists.sorted { $0.key < $1.key }))"
    case .grouped(let call): "\(call.function.name)[\(call.arguments.map(\.meaning))]"
    }
  }
}
