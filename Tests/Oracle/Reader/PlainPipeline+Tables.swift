import Syntax

extension PlainPipeline {
  private func other(_ stage: Stage) throws -> PlainTable {
    guard let name = stage.arguments.first?.value.columnName, let table = tables[name] else {
      throw PlainRejection("no table")
    }
    return table
  }

  private func option(_ name: String, _ stage: Stage) -> Expression? {
    stage.options.first { $0.name.text == name }?.value
  }

  /// The word or the text of an option.
  private func word(_ name: String, _ stage: Stage) -> String? {
    guard let value = option(name, stage) else { return nil }
    if case .string(let pieces) = value.kind, case .text(let text)? = pieces.first { return text }
    if case .bool(let flag) = value.kind { return flag ? "yes" : "no" }
    if case .null = value.kind { return "null" }
    return value.columnName
  }

  func join(_ stage: Stage, _ kind: String, _ left: PlainTable) throws -> PlainTable {
    let right = try other(stage)
    guard let on = stage.on else { throw PlainRejection("no keys") }
    func places(_ names: [String], _ table: PlainTable) throws -> [Int] {
      try names.map { name in
        guard let index = table.index(of: name) else { throw PlainRejection("no key \(name)") }
        return index
      }
    }
    let leftKeys = try places(on.keys.map(\.left.text), left),
      rightKeys = try places(on.keys.map { ($0.right ?? $0.left).text }, right)
    for (a, b) in zip(leftKeys, rightKeys) {
      let (x, y) = (left.columns[a].type, right.columns[b].type)
      guard x == y || [x, y].allSatisfy({ $0 == .int || $0 == .float }) else {
        throw PlainRejection("keys of two types")
      }
    }
    let isFilter = kind == "semi" || kind == "anti"
    try Self.check(on.relation ?? (isFilter ? .manyToMany : .manyToOne), left, leftKeys, right, rightKeys)
    let found = Self.matches(left, leftKeys, right, rightKeys)
    if isFilter { return left.taking(found.indices.filter { found[$0].isEmpty == (kind == "anti") }) }
    var pairs: [(Int?, Int?)] = []
    for (row, others) in found.enumerated() {
      pairs += others.map { (row, $0) }
      if others.isEmpty, kind != "inner" { pairs.append((row, nil)) }
    }
    let matched = Set(found.joined())
    if kind == "full" { pairs += (0..<right.rowCount).filter { !matched.contains($0) }.map { (nil, $0) } }
    return joined(
      left, leftKeys, right, rightKeys, pairs, suffix: word("suffix", stage) ?? "_right", isFull: kind == "full")
  }

  /// For each row of the left side the rows of the right one that have its key.
  static func matches(_ left: PlainTable, _ leftKeys: [Int], _ right: PlainTable, _ rightKeys: [Int]) -> [[Int]] {
    (0..<left.rowCount).map { row in
      let key = left.key(leftKeys, row)
      if key.contains(.null) { return [] }
      return (0..<right.rowCount).filter { other in
        zip(key, right.key(rightKeys, other)).allSatisfy { !$1.isNull && PlainCell.order($0, $1) == 0 }
      }
    }
  }

  static func check(
    _ relation: JoinRelation, _ left: PlainTable, _ leftKeys: [Int], _ right: PlainTable, _ rightKeys: [Int]
  ) throws {
    func repeats(_ table: PlainTable, _ keys: [Int]) -> Bool {
      table.groups(keys).contains { !$0.key.contains(.null) && $0.rows.count > 1 }
    }
    if relation == .oneToOne || relation == .manyToOne, repeats(right, rightKeys) {
      throw PlainRejection("right repeats")
    }
    if relation == .oneToOne || relation == .oneToMany, repeats(left, leftKeys) { throw PlainRejection("left repeats") }
  }

  private func joined(
    _ left: PlainTable, _ leftKeys: [Int], _ right: PlainTable, _ rightKeys: [Int], _ pairs: [(Int?, Int?)],
    suffix: String, isFull: Bool
  ) -> PlainTable {
    var out = PlainTable(columns: [], rowCount: pairs.count)
    for (index, column) in left.columns.enumerated() {
      var own = column
      let key = isFull ? leftKeys.firstIndex(of: index).map { right.columns[rightKeys[$0]] } : nil
      if let key, let type = PlainType.common(own.type, key.type) { own.type = type }
      if let key, key.levels != own.levels { own.levels = nil }
      own.cells = pairs.map { row, other in
        own.type.holding(row.map { column.cells[$0] } ?? other.flatMap { place in key?.cells[place] } ?? .null)
      }
      out.columns.append(own)
    }
    for (index, column) in right.columns.enumerated() where !rightKeys.contains(index) {
      var own = column
      while out.index(of: own.name) != nil { own.name += suffix }
      own.cells = pairs.map { $1.map { column.cells[$0] } ?? .null }
      out.columns.append(own)
    }
    return out
  }

  func append(_ stage: Stage, _ upper: PlainTable) throws -> PlainTable {
    let lower = try other(stage), fills = word("fill", stage) == "yes"
    let surplus = lower.columns.filter { upper.index(of: $0.name) == nil }
    if !fills, !surplus.isEmpty || lower.columns.count != upper.columns.count { throw PlainRejection("other columns") }
    var out = PlainTable(columns: [], rowCount: upper.rowCount + lower.rowCount)
    for column in upper.columns {
      var own = column
      guard let other = lower.index(of: column.name).map({ lower.columns[$0] }) else {
        own.cells += [PlainCell](repeating: .null, count: lower.rowCount)
        out.columns.append(own)
        continue
      }
      if own.type != other.type {
        let areNumbers = [own.type, other.type].allSatisfy { $0 == .int || $0 == .float }
        let isValued = [own, other].map { !$0.cells.allSatisfy(\.isNull) }
        // A column without any value fits any type.
        if isValued[1] {
          guard areNumbers || !isValued[0] else { throw PlainRejection("two types") }
          own.type = isValued[0] ? .float : other.type
        }
      }
      if own.levels != other.levels { own.levels = nil }
      own.cells = (own.cells + other.cells).map(own.type.holding)
      out.columns.append(own)
    }
    for column in surplus {
      var own = column
      own.cells = [PlainCell](repeating: .null, count: upper.rowCount) + own.cells
      out.columns.append(own)
    }
    return out
  }

  func unpivot(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    let chosen = try columns(stage.arguments, table), own = chosen.map { table.columns[$0] }
    let types = Set(own.map(\.type))
    guard types.count == 1 || types == [.int, .float] else { throw PlainRejection("two types") }
    let type = types.count == 1 ? own[0].type : .float
    let rows = (0..<table.rowCount).flatMap { row in own.map { (row, $0) } }
    let names = own.map { PlainCell($0.name) }
    var out = PlainTable(columns: [], rowCount: rows.count)
    for (index, column) in table.columns.enumerated() where !chosen.contains(index) {
      var repeated = column
      repeated.cells = rows.map { column.cells[$0.0] }
      out.columns.append(repeated)
    }
    let (nameColumn, valueColumn) = (word("names", stage) ?? "name", word("values", stage) ?? "value")
    guard out.index(of: nameColumn) == nil, out.index(of: valueColumn) == nil, nameColumn != valueColumn else {
      throw PlainRejection("a name twice")
    }
    out.columns.append(
      PlainColumn(name: nameColumn, type: .text, cells: rows.map { PlainCell($0.1.name) }, levels: names))
    let levels = Set(own.map(\.levels)).count == 1 ? own[0].levels : nil
    out.columns.append(
      PlainColumn(name: valueColumn, type: type, cells: rows.map { type.holding($0.1.cells[$0.0]) }, levels: levels))
    return out
  }

  func pivot(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    let level = table.columns[try columns(stage.arguments, table)[0]]
    guard level.type != .float, level.type != .datetime else { throw PlainRejection("no levels") }
    guard let name = word("values", stage), let place = table.index(of: name) else { throw PlainRejection("no values") }
    let value = table.columns[place], function = word("agg", stage)
    let type = try PlainAggregates.type(function ?? "first", value.type)
    let keys = try columns(stage.by ?? [], table), groups = table.groups(keys)
    let levels = Set(level.cells.filter { !$0.isNull }).sorted { level.order($0, $1) < 0 }
    var out = PlainTable(columns: keys.map { table.columns[$0] }, rowCount: groups.count)
    for index in keys.indices { out.columns[index].cells = groups.map { $0.key[index] } }
    for own in levels {
      let cells = try groups.map { group -> PlainCell in
        let rows = group.rows.filter { level.cells[$0] == own }
        if rows.isEmpty { return ["count", "nunique", "nulls"].contains(function) ? .int(0) : .null }
        if function == nil, rows.count > 1 { throw PlainRejection("several values") }
        guard let function else { return value.cells[rows[0]] }
        return PlainAggregates.value(function, rows.map { value.cells[$0] }, value, parameter: 0.5)
      }
      let column = PlainColumn(
        name: "\(name)_\(own.written)", type: type, cells: cells, levels: type == .text ? value.levels : nil)
      guard out.index(of: column.name) == nil else { throw PlainRejection("a name twice") }
      out.columns.append(column)
    }
    return out
  }

  func onehot(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    let chosen = try columns(stage.arguments, table), nulls = word("nulls", stage) ?? "none"
    var out = PlainTable(columns: [], rowCount: table.rowCount)
    for (index, column) in table.columns.enumerated() {
      guard chosen.contains(index) else { out.columns.append(column); continue }
      guard column.type != .float, column.type != .datetime else { throw PlainRejection("no levels") }
      if word("source", stage) == "keep" { out.columns.append(column) }
      let levels = Set(column.cells.filter { !$0.isNull }).sorted { column.order($0, $1) < 0 }
      for level in levels {
        let cells = column.cells.map { PlainCell.int($0 == level ? 1 : 0) }
        out.columns.append(PlainColumn(name: "\(column.name)_\(level.written)", type: .int, cells: cells))
      }
      if nulls == "always" || nulls == "category" && column.cells.contains(.null) {
        let cells = column.cells.map { PlainCell.int($0.isNull ? 1 : 0) }
        out.columns.append(PlainColumn(name: "\(column.name)_nan", type: .int, cells: cells))
      }
    }
    guard Set(out.columns.map(\.name)).count == out.columns.count else { throw PlainRejection("a name twice") }
    return out
  }

  func encode(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var out = table
    for index in try columns(stage.arguments, table) {
      let column = table.columns[index]
      guard column.type != .float, column.type != .datetime else { throw PlainRejection("no levels") }
      var seen: [PlainCell] = []
      for cell in column.cells where !cell.isNull && !seen.contains(cell) { seen.append(cell) }
      let cells = column.cells.map { cell in seen.firstIndex(of: cell).map { PlainCell.int(Int64($0)) } ?? .null }
      out.columns[index] = PlainColumn(name: column.name, type: .int, cells: cells)
    }
    return out
  }

  func replace(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var out = table
    let bare = PlainReader(table: PlainTable(columns: [], rowCount: 1))
    guard let list = option("values", stage), let old = try bare.list(list), !old.isEmpty,
      let with = option("with", stage)
    else { throw PlainRejection("no values") }
    let new = try bare.constant(with)
    for index in try columns(stage.arguments, table) {
      var column = table.columns[index]
      for cell in old + (new.isNull ? [] : [new]) {
        guard let type = PlainReader.type(of: cell) else { throw PlainRejection("null is no value") }
        let fits = type == column.type || [type, column.type].allSatisfy { $0 == .int || $0 == .float }
        if !fits { throw PlainRejection("a value of another type") }
      }
      if column.type == .int, case .float(let value) = new, Int64(exactly: value) == nil { column.type = .float }
      let isWhole = column.type == .int
      column.cells = column.cells.map { cell in
        let isOld = !cell.isNull && old.contains { PlainCell.order($0, cell) == 0 }
        let value = isOld ? new : cell
        if isWhole, case .float(let number) = value { return Int64(exactly: number).map(PlainCell.int) ?? .null }
        return column.type.holding(value)
      }
      out.columns[index] = column
    }
    return out
  }

  func cast(_ stage: Stage, _ table: PlainTable) throws -> PlainTable {
    var out = table
    guard let target = word("to", stage).flatMap(PlainType.init(rawValue:)) else { throw PlainRejection("no type") }
    for index in try columns(stage.arguments, table) {
      let column = table.columns[index]
      if column.type == target { continue }
      let days: Set<PlainType> = [.date, .datetime]
      // A column without any value has whatever type is wanted.
      let isValued = !column.cells.allSatisfy(\.isNull)
      guard !isValued || column.type == .text || target == .text || days.contains(column.type) == days.contains(target)
      else {
        throw PlainRejection("no conversion")
      }
      out.columns[index] = PlainColumn(
        name: column.name, type: target, cells: column.cells.map { PlainCasts.cell($0, to: target) })
    }
    return out
  }
}
