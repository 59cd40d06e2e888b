import Syntax

/// Runs the stages of a pipeline over plain tables, one row after another.
struct PlainPipeline {
  let tables: [String: PlainTable]

  func run(_ stages: [Stage]) throws -> PlainTable {
    guard let source = stages.first, let table = tables[source.verb.text] else { throw PlainRejection("no source") }
    return try stages.dropFirst().reduce(table) { try run($1, on: $0) }
  }

  private func run(_ stage: Stage, on table: PlainTable) throws -> PlainTable {
    switch stage.verb.text {
    case "where":
      let keep = try PlainReader(table: table).condition(stage.arguments[0].value)
      return table.taking((0..<table.rowCount).filter { keep.value($0).isTrue })
    case "derive": return try derive(stage, table)
    case "select":
      let chosen = try columns(stage.arguments, table)
      return PlainTable(columns: chosen.map { table.columns[$0] }, rowCount: table.rowCount)
    case "drop":
      let gone = try columns(stage.arguments, table)
      let kept = table.columns.indices.filter { !gone.contains($0) }
      return PlainTable(columns: kept.map { table.columns[$0] }, rowCount: table.rowCount)
    case "rename": return try rename(stage, table)
    case "sort": return try table.taking(Array(0..<table.rowCount).stable(order(stage.arguments, table)))
    case "head", "tail":
      let count = Int(clamping: try whole(stage) ?? 10)
      let rows = Array(0..<table.rowCount)
      return table.taking(Array(stage.verb.text == "head" ? rows.prefix(count) : rows.suffix(count)))
    case "distinct":
      let chosen = stage.arguments.isEmpty ? Array(table.columns.indices) : try columns(stage.arguments, table)
      let kept = PlainTable(columns: chosen.map { table.columns[$0] }, rowCount: table.rowCount)
      return kept.taking(kept.groups(Array(kept.columns.indices)).map { $0.rows[0] })
    case "agg": return try aggregate(stage.arguments, stage, table)
    case "count":
      let span = stage.span
      return try aggregate(
        [Item(name: Name("n", span), value: Expression(.call(Name("count", span), []), span), span: span)], stage, table
      )
    case let verb where verb.hasSuffix(" join"): return try join(stage, String(verb.dropLast(5)), table)
    case "append": return try append(stage, table)
    case "onehot": return try onehot(stage, table)
    case "encode": return try encode(stage, table)
    case "replace": return try replace(stage, table)
    case "cast": return try cast(stage, table)
    case "pivot": return try pivot(stage, table)
    case "unpivot": return try unpivot(stage, table)
    default: throw PlainRejection("a verb beyond this reader")
    }
  }

  private func whole(_ stage: Stage) throws -> Int64? {
    guard let argument = stage.arguments.first else { return nil }
    guard case .int(let count) = try PlainReader(table: PlainTable(columns: [], rowCount: 1)).constant(argument.value),
      count >= 0
    else { throw PlainRejection("no count") }
    return count
  }

  /// The places of columns that are named or selected, each once.
  func columns(_ items: [Item], _ table: PlainTable) throws -> [Int] {
    var chosen: [Int] = []
    for item in items {
      let found: [Int]
      switch item.value.kind {
      case .name(let name):
        guard let index = table.index(of: name.text) else { throw PlainRejection("no column \(name.text)") }
        found = [index]
      case .selector(let selector): found = try PlainReader(table: table).positions(selector)
      default: throw PlainRejection("no column")
      }
      chosen += found.filter { !chosen.contains($0) }
    }
    return chosen
  }

  /// How two rows stand to each other by some columns, `-NAME` from high to low; null last in both directions.
  func order(_ items: [Item], _ table: PlainTable) throws -> (Int, Int) -> Int {
    let keys = try items.map { item -> (PlainColumn, Int) in
      var value = item.value, sign = 1
      if case .unary(.negate, let inner) = value.kind { (value, sign) = (inner, -1) }
      let index = try columns([Item(value: value, span: value.span)], table)
      return (table.columns[index[0]], sign)
    }
    guard Set(keys.map(\.0.name)).count == keys.count else { throw PlainRejection("a key of the order twice") }
    return { a, b in
      for (column, sign) in keys {
        let (x, y) = (column.cells[a], column.cells[b])
        let order = column.order(x, y)
        if order != 0 { return x.isNull || y.isNull ? order : order * sign }
      }
      return 0
    }
  }

  private func rename(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var out = table
    for item in stage.arguments {
      guard case .name(let old) = item.value.kind, let name = item.name, let index = table.index(of: old.text) else {
        throw PlainRejection("no rename")
      }
      out.columns[index].name = name.text
    }
    guard Set(out.columns.map(\.name)).count == out.columns.count else { throw PlainRejection("a name twice") }
    return out
  }

  private func derive(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var out = table
    let keys = try columns(stage.by ?? [], table)
    let orders = stage.options.filter { $0.name.text == "order" }.map { Item(value: $0.value, span: $0.value.span) }
    let order = try order(orders, table)
    let groups = PlainGroups(groups: table.groups(keys).map { $0.rows.stable(order) })
    let isWindow = stage.by != nil || !orders.isEmpty
    let ordered: Set<String> = ["lag", "lead", "diff", "cumsum", "cummean", "first", "last", "row_number"]
    guard orders.isEmpty || stage.arguments.contains(where: { $0.value.calls(ordered) }) else {
      throw PlainRejection("an order that changes nothing")
    }
    for item in stage.arguments {
      guard let name = item.name?.text ?? item.value.columnName, item.condition == nil else {
        throw PlainRejection("no name")
      }
      var reader = PlainReader(table: out)
      reader.grouped = { reader, name, arguments in
        guard isWindow || name == "rank" else { return nil }
        var inner = reader
        inner.grouped = { _, name, _ in
          if PlainAggregates.names.contains(name), name != "min", name != "max" {
            throw PlainRejection("\(name) inside")
          }
          return nil
        }
        return try groups.windows(inner, name, arguments)
      }
      let value = try reader.read(item.value), type = value.type ?? .float
      let cells = (0..<out.rowCount).map { type.holding(value.value($0)) }
      out.set(PlainColumn(name: name, type: type, cells: cells, levels: type == .text ? value.levels : nil))
    }
    return out
  }

  private func aggregate(_ items: [Item], _ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var table = table, keys: [Int] = []
    for item in stage.by ?? [] {
      guard let name = item.name?.text else { keys += try columns([item], table); continue }
      // A computed key may take the place of a column.
      let value = try PlainReader(table: table).read(item.value), type = value.type ?? .float
      table.set(
        PlainColumn(
          name: name, type: type, cells: (0..<table.rowCount).map { type.holding(value.value($0)) },
          levels: value.levels))
      keys.append(table.index(of: name) ?? 0)
    }
    guard Set(keys).count == (stage.by ?? []).count else { throw PlainRejection("a key twice") }
    let groups = stage.by == nil ? [(key: [], rows: Array(0..<table.rowCount))] : table.groups(keys)
    var out = PlainTable(columns: [], rowCount: groups.count)
    for (place, position) in keys.enumerated() {
      var column = table.columns[position]
      column.cells = groups.map { $0.key[place] }
      out.columns.append(column)
    }
    for item in items {
      guard let name = item.name?.text, out.index(of: name) == nil else {
        throw PlainRejection("no name, or one twice")
      }
      let input = PlainReader(table: table)
      let condition = try item.condition.map { try input.condition($0) }
      var reader = PlainReader(table: PlainTable(columns: [], rowCount: groups.count), readsColumns: false)
      reader.grouped = { _, name, arguments in
        var inner = input
        inner.grouped = { _, name, arguments in
          let isAcross = (name == "min" || name == "max") && arguments.count > 1
          if PlainAggregates.names.contains(name), !isAcross { throw PlainRejection("\(name) inside") }
          return nil
        }
        return try PlainGroups(groups: groups.map(\.rows), condition: condition).aggregates(inner, name, arguments)
      }
      let value = try reader.read(item.value), type = value.type ?? .float
      out.columns.append(
        PlainColumn(
          name: name, type: type, cells: groups.indices.map { type.holding(value.value($0)) },
          levels: type == .text ? value.levels : nil))
    }
    return out
  }
}

extension Expression {
  var columnName: String? { if case .name(let name) = kind { name.text } else { nil } }

  /// Whether one of some functions is called outermost, as the generator writes them.
  func calls(_ names: Set<String>) -> Bool {
    if case .call(let name, _) = kind { names.contains(name.text) } else { false }
  }
}
