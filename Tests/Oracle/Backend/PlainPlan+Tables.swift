import Columns
import Language
import Syntax

extension PlainPlan {
  func join(_ left: PlainTable, _ plan: JoinPlan) throws -> PlainTable {
    let right = try table(plan.right)
    let isFilter = plan.kind == .semi || plan.kind == .anti
    try PlainPipeline.check(plan.relation, left, plan.leftKeys, right, plan.rightKeys)
    let found = PlainPipeline.matches(left, plan.leftKeys, right, plan.rightKeys)
    if isFilter { return left.taking(found.indices.filter { found[$0].isEmpty == (plan.kind == .anti) }) }
    var pairs: [(Int?, Int?)] = []
    for (row, others) in found.enumerated() {
      pairs += others.map { (row, $0) }
      if others.isEmpty, plan.kind != .inner { pairs.append((row, nil)) }
    }
    let matched = Set(found.joined())
    if plan.kind == .full { pairs += (0..<right.rowCount).filter { !matched.contains($0) }.map { (nil, $0) } }
    var out = PlainTable(columns: [], rowCount: pairs.count)
    for (index, column) in left.columns.enumerated() {
      var own = column
      let place = plan.kind == .full ? plan.leftKeys.firstIndex(of: index) : nil
      let key = place.map { right.columns[plan.rightKeys[$0]] }
      if let place { own.type = PlainType(plan.keyTypes[place]) }
      if let key, key.levels != own.levels { own.levels = nil }
      own.cells = pairs.map { row, other in
        let cell = row.map { column.cells[$0] } ?? other.flatMap { key?.cells[$0] } ?? .null
        if own.type == .int, case .float(let value) = cell { return Int64(exactly: value).map(PlainCell.int) ?? .null }
        return own.type.holding(cell)
      }
      out.columns.append(own)
    }
    for added in plan.added {
      var own = right.columns[added.position]
      own.cells = pairs.map { $1.map { right.columns[added.position].cells[$0] } ?? .null }
      own.name = added.name
      out.columns.append(own)
    }
    return out
  }

  func append(_ upper: PlainTable, _ plan: AppendPlan) throws -> PlainTable {
    let lower = try table(plan.below)
    var out = PlainTable(columns: [], rowCount: upper.rowCount + lower.rowCount)
    for field in plan.fields {
      let type = PlainType(field.type)
      let parts = [upper, lower].map { part in part.index(of: field.name).map { part.columns[$0] } }
      let present = parts.compactMap { $0 }.filter { $0.type == type }
      let levels = Set(present.map(\.levels)).count == 1 ? present[0].levels : nil
      let cells = zip(parts, [upper, lower]).flatMap { column, part in
        column?.cells.map(type.holding) ?? [PlainCell](repeating: .null, count: part.rowCount)
      }
      out.columns.append(PlainColumn(name: field.name, type: type, cells: cells, levels: levels))
    }
    return out
  }

  func cast(_ table: PlainTable, _ plan: CastPlan) throws -> PlainTable {
    var out = table
    let type = PlainType(plan.type)
    for index in plan.columns where table.columns[index].type != type {
      let column = table.columns[index]
      let cells = column.cells.map { PlainCasts.cell($0, to: type, decimal: plan.decimal, thousands: plan.thousands) }
      if plan.isStrict, zip(cells, column.cells).contains(where: { $0.isNull && !$1.isNull }) {
        throw PlainRejection("a value does not fit")
      }
      out.columns[index] = PlainColumn(name: column.name, type: type, cells: cells)
    }
    return out
  }

  func replace(_ table: PlainTable, _ plan: ReplacePlan) -> PlainTable {
    var out = table
    let old = plan.values.map { PlainCell($0) }, new = PlainCell(plan.with)
    for (index, type) in zip(plan.columns, plan.types) {
      out.columns[index].type = PlainType(type)
      out.columns[index].cells = table.columns[index].cells.map { cell in
        let value = !cell.isNull && old.contains { PlainCell.order($0, cell) == 0 } ? new : cell
        if type == .int, case .float(let number) = value { return Int64(exactly: number).map(PlainCell.int) ?? .null }
        return PlainType(type).holding(value)
      }
    }
    return out
  }

  func pivot(_ table: PlainTable, _ plan: PivotPlan) throws -> PlainTable {
    let level = table.columns[plan.level], value = table.columns[plan.value], groups = table.groups(plan.keys)
    var out = PlainTable(columns: plan.keys.map { table.columns[$0] }, rowCount: groups.count)
    for place in plan.keys.indices { out.columns[place].cells = groups.map { $0.key[place] } }
    for own in Set(level.cells.filter { !$0.isNull }).sorted(by: { level.order($0, $1) < 0 }) {
      let cells = try groups.map { group -> PlainCell in
        let rows = group.rows.filter { level.cells[$0] == own }
        if rows.isEmpty { return plan.isCount ? .int(0) : .null }
        guard let function = plan.function else {
          if rows.count > 1 { throw PlainRejection("several values") }
          return value.cells[rows[0]]
        }
        let present = rows.map { value.cells[$0] }
        if function == .sum, context.options.sumsNothingToNull, present.allSatisfy(\.isNull) { return .null }
        return PlainAggregates.value(function.name, present, value, parameter: 0.5)
      }
      let name = plan.names.replacing("{values}", with: value.name).replacing("{level}", with: own.written)
      guard out.index(of: name) == nil else { throw PlainRejection("a name twice") }
      let type = PlainType(plan.type)
      out.columns.append(PlainColumn(name: name, type: type, cells: cells, levels: type == .text ? value.levels : nil))
    }
    return out
  }

  func unpivot(_ table: PlainTable, _ plan: UnpivotPlan) -> PlainTable {
    let own = plan.columns.map { table.columns[$0] }, type = PlainType(plan.type)
    let rows = (0..<table.rowCount).flatMap { row in own.map { (row, $0) } }
    var out = PlainTable(columns: [], rowCount: rows.count)
    for (index, column) in table.columns.enumerated() where !plan.columns.contains(index) {
      var repeated = column
      repeated.cells = rows.map { column.cells[$0.0] }
      out.columns.append(repeated)
    }
    let names = own.map { PlainCell($0.name) }
    out.columns.append(
      PlainColumn(name: plan.names, type: .text, cells: rows.map { PlainCell($0.1.name) }, levels: names))
    let levels = Set(own.map(\.levels)).count == 1 ? own[0].levels : nil
    let cells = rows.map { type.holding($0.1.cells[$0.0]) }
    out.columns.append(PlainColumn(name: plan.values, type: type, cells: cells, levels: levels))
    return out
  }
}
