import Columns
import Language
import Syntax

extension PlainReader {
  /// The meaning of an expression that has been checked. What type the check found has to be the type there is.
  func read(_ expression: TypedExpression) throws -> PlainExpression {
    let own = try meaning(of: expression)
    if let promised = expression.type, let type = own.type, type.real != promised {
      throw PlainFault(description: "an expression of \(type), and the check promised \(promised)")
    }
    return own
  }

  private func meaning(of expression: TypedExpression) throws -> PlainExpression {
    switch expression.node {
    case .column(let position):
      guard readsColumns, table.columns.indices.contains(position) else {
        throw PlainFault(description: "a column that is not there")
      }
      let column = table.columns[position]
      return PlainExpression(column.type) { column.cells[$0] }.with(levels: column.levels)
    case .constant(let cell): return PlainExpression(PlainCell(cell), Self.type(of: PlainCell(cell)))
    case .unary(.negate, let inner): return try negated(read(inner))
    case .unary(.not, let inner): return .strict(.bool, [try read(inner)]) { .bool(!$0[0].isTrue) }
    case .binary(let symbol, let a, let b): return try binary(symbol, read(a), read(b))
    case .membership(let value, let cells): return try Self.membership(read(value), cells.map { PlainCell($0) })
    case .between(let value, let low, let high): return try between(read(value), read(low), read(high))
    case .matches(let value, let pattern): return try match(read(value), pattern.source)
    case .isNull(let inner, let isNegated):
      let value = try read(inner)
      return PlainExpression(.bool, isConstant: value.isConstant) { .bool(value.value($0).isNull != isNegated) }
    case .conditional(let test, let yes, let no): return try conditional(read(test), read(yes), read(no))
    case .function(let function, let arguments, let constants): return try call(function, arguments, constants)
    case .grouped(let call):
      guard let acrossRows else { throw PlainFault(description: "\(call.function.name) in a single row") }
      return try acrossRows(call)
    }
  }

  private func call(
    _ function: ScalarFunction, _ arguments: [TypedExpression], _ constants: FunctionConstants
  ) throws -> PlainExpression {
    var call = PlainCall(name: function.name, values: try arguments.map { try read($0) })
    for (place, cells) in constants.lists { call.lists[place] = cells.map { PlainCell($0) } }
    for (name, cell) in constants.options { call.options[name] = PlainCell(cell) }
    return try value(of: call)
  }
}

extension PlainGroups {
  /// What an aggregate that has been checked gives for each group.
  func aggregate(_ input: PlainReader, _ call: GroupedCall) throws -> PlainExpression {
    let values = try call.arguments.map { try input.read($0) }
    return try aggregate(call.function.name, values, share: call.share ?? 0.5, order: order(call, input))
  }

  /// What a window function or an aggregate gives for each row.
  func windows(_ input: PlainReader, _ call: GroupedCall) throws -> PlainExpression {
    let values = try call.arguments.map { try input.read($0) }, rowCount = input.table.rowCount
    guard case .window(let function) = call.function.implementation else {
      return spread(try aggregate(input, call), over: rowCount)
    }
    var own = self
    // An order of the call's own is over the rows as they stand.
    if let order = try order(call, input) { own.groups = groups.map { $0.sorted().stable(order) } }
    return try own.window(function.rawValue, values.first, steps: call.steps, rowCount: rowCount)
  }

  private func order(_ call: GroupedCall, _ input: PlainReader) throws -> ((Int, Int) -> Int)? {
    if call.order.isEmpty { return nil }
    let keys = try call.order.map { (value: try input.read($0.expression), isDescending: $0.isDescending) }
    return { a, b in
      for (value, isDescending) in keys {
        let column = PlainColumn(name: "", type: value.type ?? .float, cells: [], levels: value.levels)
        let (x, y) = (value.value(a), value.value(b)), order = column.order(x, y)
        if order != 0 { return x.isNull || y.isNull || !isDescending ? order : -order }
      }
      return 0
    }
  }
}
