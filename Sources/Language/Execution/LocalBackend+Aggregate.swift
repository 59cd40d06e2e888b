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
        let operands = try BlockEvaluator.operands(call, over: table, in: item.name, context)
        var request = context.settled(try AggregateRequest(function, call, operands, table, context))
        request.filter = try call.condition.map { try masks.mask($0, context) }
        context.reportLostDigits(operands, call, request.filter, in: item.name)
        requests.append(request)
        names.append(item.name)
      }
      return NamedExpression(item.name, rest)
    }
    let results = try checked(Aggregation.results(requests, over: grouping, execution: execution), names, context)
    let partial = Table(
      schema: Schema(results.indices.map { Field("\($0)", results[$0].type) }), columns: results,
      rowCount: grouping.count)
    let (columns, tallies) = try BlockEvaluator.columns(resolved.map(\.expression), over: partial, execution)
    for (item, tally) in zip(resolved, tallies) { context.report(tally, in: item.name) }
    let groups = try keyColumns.map { try $0.taking(grouping.firstRows, execution: execution) }
    try context.reportLookalikes(zip(keys.map { table.schema.fields[$0].name }, groups).map { ($0, $1) }, in: "by")
    let made = zip(items, columns).map { (field: Field($0.name, $1.type), expression: $0.expression) }
    return Table(
      schema: table.schema.aggregated(made, by: keys), columns: groups + columns, rowCount: grouping.count)
  }

  /// The columns, after it was said in which of them numbers left their range.
  private func checked(_ results: [CheckedColumn], _ names: [String], _ context: RunContext) throws -> [Column] {
    for (name, result) in zip(names, results) { context.report(result, in: name, "group") }
    return results.map(\.column)
  }
}

extension RunContext {
  /// Says in how many rows, or groups, a computed number left its range.
  func report(_ result: CheckedColumn, in place: String, _ unit: String) {
    if result.overflows > 0 { report(.overflow, in: result.overflows, unit, of: place) }
    if result.infinities > 0 { report(.infinite, in: result.infinities, unit, of: place) }
  }

  /// Says in how many rows whole numbers lose digits because an aggregate or a window takes them as floats.
  func reportLostDigits(_ operands: [Column], _ call: GroupedCall, _ filter: Bitmap?, in place: String) {
    guard call.type == .float, call.function.takesFloats else { return }
    let rows = operands.reduce(0) { $0 + $1.rowsBeyondDoubles(filter) }
    if rows > 0 { report(.lostDigits, in: rows, "row", of: place) }
  }

  /// Says in how many rows of some columns whole numbers lose digits because a verb makes floats of them.
  /// - Throws: `Cancelled`.
  public func reportLostDigits(_ columns: [(name: String, column: Column)], in verb: String) throws {
    for (name, column) in columns {
      try execution.checkCancelled()
      let rows = column.rowsBeyondDoubles()
      if rows > 0 { report(.lostDigits, in: rows, "row", of: "\(verb): `\(name)`") }
    }
  }
}

extension Schema {
  /// The schema of one row for each group: the keys, then the items. The target stays one where its own aggregate has
  /// its name.
  public func aggregated(_ items: [(field: Field, expression: TypedExpression)], by keys: [Int]) -> Schema {
    let names = keys.map { fields[$0].name }
    var roles = Roles(key: names, isKeyDeclared: self.roles.isKeyDeclared && names.allSatisfy(key.contains))
    if let target, let own = index(of: target) {
      let isKept = items.contains { $0.field.name == target && $0.expression.columns.contains(own) }
      roles.target = isKept ? target : nil
    }
    return Schema(keys.map { fields[$0] } + items.map(\.field), roles: roles)
  }
}

/// Conditions of a stage that have been evaluated, by what they say: `where STATE == "Active"` on thirty items is one
/// mask.
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
    self.init(
      function, inputs: operands, order: try call.order.column(over: table, context), parameter: call.share ?? 0.5)
  }
}

extension [OrderKey] {
  /// The columns that rows are ordered by.
  func keys(over table: Table, _ context: RunContext) throws -> [SortKey] {
    let (columns, tallies) = try BlockEvaluator.columns(map(\.expression), over: table, context.execution)
    for tally in tallies { context.report(tally, in: "a key of an order") }
    return zip(self, columns).map { SortKey($1, descending: $0.isDescending) }
  }

  /// One column that orders the rows as all keys together do; nil without keys.
  fileprivate func column(over table: Table, _ context: RunContext) throws -> Column? {
    let keys = try keys(over: table, context)
    guard keys.count > 1 || keys.contains(where: \.descending) else { return keys.first?.column }
    let rows = try SortOrder.rows(keys, rowCount: table.rowCount, execution: context.execution)
    var places = [Int64](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() { places[Int(row)] = Int64(place) }
    return Column(ints: places)
  }
}

extension RunContext {
  /// The request with what the script settled about sums, which the lock records with the statement.
  public func settled(_ request: AggregateRequest) -> AggregateRequest {
    guard request.function == .sum else { return request }
    var request = request
    request.sumsNothingToNull = options.sumsNothingToNull
    applied(options.changes)
    return request
  }
}

extension BlockEvaluator {
  /// The arguments of a grouped call as columns; a plain column is used as it is.
  ///
  /// - Parameter place: what notes say of what happened there.
  static func operands(
    _ call: GroupedCall, over table: Table, in place: String, _ context: RunContext
  ) throws -> [Column] {
    try call.arguments.map { argument in
      if case .column(let position) = argument.node { return table.columns[position] }
      let (columns, tallies) = try columns([argument], over: table, context.execution)
      context.report(tallies[0], in: "\(place), within \(call.function.name)")
      return columns[0]
    }
  }
}

extension TypedExpression {
  /// A text that is the same for expressions that mean the same.
  var meaning: String { meaning { "#\($0)" } }

  /// The expression in brackets and signs.
  /// - Parameter name: what a column is called.
  func meaning(_ name: (Int) -> String) -> String {
    func meaning(_ inner: TypedExpression) -> String { inner.meaning(name) }
    return switch node {
    case .column(let position): name(position)
    case .constant(let cell): CellFormat.literal(cell)
    case .unary(let unary, let a): "\(unary.rawValue)(\(meaning(a)))"
    case .binary(let binary, let a, let b): "(\(meaning(a)) \(binary.rawValue) \(meaning(b)))"
    case .membership(let a, let cells): "(\(meaning(a)) in \(cells.map(CellFormat.literal)))"
    case .between(let a, let low, let high): "(\(meaning(a)) in \(meaning(low))..\(meaning(high)))"
    case .matches(let a, let pattern): "(\(meaning(a)) ~ \(pattern.source))"
    case .isNull(let a, let negated): "(\(meaning(a)) is null \(negated))"
    case .conditional(let a, let b, let c): "if(\(meaning(a)), \(meaning(b)), \(meaning(c)))"
    case .function(let function, let arguments, let constants):
      "\(function.name)(\(arguments.map(meaning)) \(constants.options.sorted { $0.key < $1.key }) "
        + "\(constants.lists.sorted { $0.key < $1.key }))"
    case .grouped(let call): "\(call.function.name)[\(call.arguments.map(meaning))]"
    }
  }
}

extension RunContext {
  /// Says which columns have levels that look alike and are told apart: "é" as one scalar, and as a letter with an
  /// accent behind it.
  ///
  /// - Throws: `Cancelled`.
  public func reportLookalikes(_ columns: [(name: String, column: Column)], in verb: String) throws {
    for (name, column) in columns {
      try execution.checkCancelled()
      guard let (one, other) = column.lookalikes else { continue }
      note(
        "\(verb): `\(name)` has levels that look alike and differ in their bytes: \(CellFormat.literal(.text(one))) "
          + "(\(one.scalarList)) and \(CellFormat.literal(.text(other))) (\(other.scalarList))")
    }
  }
}

extension String {
  /// The scalars beyond ASCII: `U+00E9`.
  fileprivate var scalarList: String {
    let odd = unicodeScalars.filter { !$0.isASCII }.prefix(4).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return odd.joined(separator: " ")
  }
}
