import Syntax

/// Calls over several rows: aggregates of groups, and windows in them.
struct PlainGroups {
  var groups: [[Int]]
  /// The rows that take part, where an item has a `where`.
  var condition: PlainExpression?
  /// Whether the sum over no value is null, and not 0.
  var sumsNothingToNull = false

  /// What an aggregate gives for each group.
  func aggregates(_ input: PlainReader, _ name: String, _ arguments: [Expression.Argument]) throws -> PlainExpression? {
    let positional = arguments.filter { $0.label == nil }.map(\.value)
    guard PlainAggregates.names.contains(name), !((name == "min" || name == "max") && positional.count > 1) else {
      return nil
    }
    let limits = name == "count" ? 0...1 : name == "quantile" || name == "slope" ? 2...2 : 1...1
    guard limits.contains(positional.count) else { throw PlainRejection("\(name) of \(positional.count) values") }
    var order: PlainExpression?
    for argument in arguments where argument.label != nil {
      guard argument.label?.text == "order", name == "first" || name == "last", order == nil else {
        throw PlainRejection("\(name) with an option")
      }
      order = try input.read(argument.value)
    }
    let values = try positional.prefix(name == "slope" ? 2 : 1).map { try input.read($0) }
    var share = 0.5
    if name == "quantile" {
      guard let number = try input.constant(positional[1]).double, (0...1).contains(number),
        PlainReader.type(of: try input.constant(positional[1])) != .bool
      else { throw PlainRejection("no share") }
      share = number
    }
    return try aggregate(
      name, values, share: share,
      order: order.map { order in
        let key = PlainColumn(name: "", type: order.type ?? .float, cells: [], levels: order.levels)
        return { key.order(order.value($0), order.value($1)) }
      })
  }

  /// - Parameter order: what `first` and `last` go by, instead of the order of the rows.
  func aggregate(
    _ name: String, _ arguments: [PlainExpression], share: Double, order: ((Int, Int) -> Int)?
  ) throws -> PlainExpression {
    let chosen = groups.map { rows in rows.filter { condition?.value($0).isTrue ?? true } }
    guard let x = arguments.first else { return PlainExpression(.int) { .int(Int64(chosen[$0].count)) } }
    let type = try PlainAggregates.type(name, x.type)
    if name == "slope" {
      let second = arguments[1]
      _ = try PlainAggregates.type(name, second.type)
      let values = chosen.map { PlainAggregates.slope($0.map(x.value), $0.map(second.value)) }
      return PlainExpression(.float) { values[$0] }
    }
    let column = PlainColumn(name: "", type: x.type ?? .float, cells: [], levels: x.levels)
    let values = chosen.map { rows -> PlainCell in
      let cells = (order.map { rows.stable($0) } ?? rows).map { column.type.holding(x.value($0)) }
      if name == "sum", sumsNothingToNull, cells.allSatisfy(\.isNull) { return .null }
      return PlainAggregates.value(name, cells, column, parameter: share)
    }
    var result = PlainExpression(type) { values[$0] }
    if type == .text { result.levels = x.levels }
    return result
  }

  /// What a window function or an aggregate gives for each row; the groups are in the order of the window.
  func windows(_ input: PlainReader, _ name: String, _ arguments: [Expression.Argument]) throws -> PlainExpression? {
    let positional = arguments.filter { $0.label == nil }.map(\.value)
    let rowCount = input.table.rowCount
    if name == "row_number" {
      guard arguments.isEmpty else { throw PlainRejection("row_number of something") }
      return try window(name, nil, steps: 1, rowCount: rowCount)
    }
    let isShift = ["lag", "lead", "diff"].contains(name)
    guard isShift || ["cumsum", "cummean", "rank", "first", "last"].contains(name) else {
      return try aggregates(input, name, arguments).map { spread($0, over: rowCount) }
    }
    guard positional.count == arguments.count, (1...(isShift ? 2 : 1)).contains(positional.count) else {
      throw PlainRejection("\(name) of \(arguments.count) values")
    }
    let x = try input.read(positional[0])
    var steps = 1
    if positional.count == 2 {
      guard case .int(let number) = try input.constant(positional[1]), number >= 0 else {
        throw PlainRejection("steps")
      }
      steps = Int(min(number, 1 << 40))
    }
    return try window(name, x, steps: steps, rowCount: rowCount)
  }

  /// The value of each group in all of its rows.
  func spread(_ values: PlainExpression, over rowCount: Int) -> PlainExpression {
    var cells = [PlainCell](repeating: .null, count: rowCount)
    for (group, rows) in groups.enumerated() { for row in rows { cells[row] = values.value(group) } }
    let all = cells
    return PlainExpression(values.type) { all[$0] }.with(levels: values.levels)
  }

  /// What a window function gives; the groups are in the order of the window.
  func window(_ name: String, _ x: PlainExpression?, steps: Int, rowCount: Int) throws -> PlainExpression {
    var cells = [PlainCell](repeating: .null, count: rowCount)
    guard let x else {
      for rows in groups { for (place, row) in rows.enumerated() { cells[row] = .int(Int64(place + 1)) } }
      let all = cells
      return PlainExpression(.int) { all[$0] }
    }
    let own = x.type ?? .float
    if ["cumsum", "cummean", "diff"].contains(name), !own.isNumber { throw PlainRejection("\(name) of \(own)") }
    let column = PlainColumn(name: "", type: own, cells: [], levels: x.levels)
    for rows in groups {
      shift(name, rows.map { own.holding(x.value($0)) }, column, steps).enumerated().forEach { cells[rows[$0]] = $1 }
    }
    let type: PlainType =
      name == "rank"
      ? .int : name == "cummean" ? .float : name == "cumsum" || name == "diff" ? own == .float ? .float : .int : own
    let all = cells
    return PlainExpression(type) { all[$0] }.with(levels: type == .text ? x.levels : nil)
  }

  private func shift(_ name: String, _ values: [PlainCell], _ column: PlainColumn, _ steps: Int) -> [PlainCell] {
    func at(_ place: Int) -> PlainCell { values.indices.contains(place) ? values[place] : .null }
    return values.indices.map { place in
      let own = values[place], before = values[...place].filter { !$0.isNull }
      switch name {
      case "lag": return at(place - steps)
      case "lead": return at(place + steps)
      case "first": return values[0]
      case "last": return values[values.count - 1]
      case "rank":
        return own.isNull ? .null : .int(Int64(values.filter { !$0.isNull && column.order($0, own) < 0 }.count + 1))
      case "cumsum": return own.isNull ? .null : PlainAggregates.value("sum", before, column, parameter: 0)
      case "cummean": return own.isNull ? .null : PlainAggregates.value("mean", before, column, parameter: 0)
      default:
        let other = at(place - steps)
        if own.isNull || other.isNull { return .null }
        if column.type == .float { return .number((own.double ?? 0) - (other.double ?? 0)) }
        return .whole((own.whole ?? 0).subtractingReportingOverflow(other.whole ?? 0))
      }
    }
  }
}

extension PlainExpression {
  func with(levels: [PlainCell]?) -> PlainExpression {
    var own = self
    own.levels = levels
    return own
  }
}

extension [Int] {
  /// Sorted by an order, equal ones as they were.
  func stable(_ order: (Int, Int) -> Int) -> [Int] {
    enumerated().sorted { a, b in
      let sign = order(a.element, b.element)
      return sign == 0 ? a.offset < b.offset : sign < 0
    }.map(\.element)
  }
}
