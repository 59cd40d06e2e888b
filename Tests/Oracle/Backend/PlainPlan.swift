import Columns
import Language
import Syntax

/// Gives the rows of plans.
struct PlainPlan {
  let context: RunContext

  init(_ context: RunContext) { self.context = context }

  func table(_ plan: Plan) throws -> PlainTable {
    switch plan {
    case .rows(let table): return PlainTable(table)
    case .step(let step, nil, _):
      guard case .scan(let scan) = step.operation, let table = try scan.read(scan, context).table else {
        throw PlainFault(description: "`\(step.name)` starts no plan")
      }
      let rows = PlainTable(table)
      return try scan.predicate.map { try filter(rows, $0) } ?? rows
    case .step(let step, let below?, _): return try rows(step, try table(below))
    }
  }

  /// A step of which only the rows tell what columns it gives.
  func table(_ step: Step, on below: Plan) throws -> Table {
    let made = try rows(step, try table(below))
    guard case .pivot(let plan) = step.operation else { throw PlainFault(description: "`\(step.name)` has no heading") }
    let keys = plan.keys.map { below.schema.fields[$0] }, names = keys.map(\.name)
    let roles = below.schema.roles
    let fields = keys + made.columns.dropFirst(keys.count).map { Field($0.name, $0.type.real) }
    let isDeclared = roles.isKeyDeclared && names.allSatisfy(roles.key.contains)
    return try made.real(as: Schema(fields, roles: Roles(key: names, isKeyDeclared: isDeclared)))
  }

  private func rows(_ step: Step, _ table: PlainTable) throws -> PlainTable {
    switch step.operation {
    case .filter(let condition): return try filter(table, condition)
    case .project(let columns):
      var out = PlainTable(columns: columns.map { table.columns[$0.position] }, rowCount: table.rowCount)
      for (index, column) in columns.enumerated() { out.columns[index].name = column.name }
      return out
    case .derive(let items, let keys, let order): return try derive(table, items, keys, order)
    case .sort(let order): return table.taking(Array(0..<table.rowCount).stable(Self.order(order, table)))
    case .limit(let count, let fromEnd):
      let rows = Array(0..<table.rowCount)
      return table.taking(Array(fromEnd ? rows.suffix(count) : rows.prefix(count)))
    case .distinct(let columns):
      let kept = PlainTable(columns: columns.map { table.columns[$0] }, rowCount: table.rowCount)
      return kept.taking(kept.groups(Array(kept.columns.indices)).map { $0.rows[0] })
    case .join(let plan): return try join(table, plan)
    case .append(let plan): return try append(table, plan)
    case .aggregate(let items, let keys): return try aggregate(table, items, keys)
    case .cast(let plan): return try cast(table, plan)
    case .replace(let plan): return replace(table, plan)
    case .pivot(let plan): return try pivot(table, plan)
    case .unpivot(let plan): return unpivot(table, plan)
    case .scan, .local: throw PlainFault(description: "`\(step.name)` on rows")
    }
  }

  private func filter(_ table: PlainTable, _ condition: TypedExpression) throws -> PlainTable {
    let keep = try PlainReader(table: table).read(condition)
    return table.taking((0..<table.rowCount).filter { keep.value($0).isTrue })
  }

  /// How two rows stand to each other; null last in both directions.
  private static func order(_ keys: [SortColumn], _ table: PlainTable) -> (Int, Int) -> Int {
    { a, b in
      for key in keys {
        let column = table.columns[key.position], (x, y) = (column.cells[a], column.cells[b])
        let order = column.order(x, y)
        if order != 0 { return x.isNull || y.isNull || !key.isDescending ? order : -order }
      }
      return 0
    }
  }

  private func derive(
    _ table: PlainTable, _ items: [NamedExpression], _ keys: [Int], _ order: [SortColumn]
  ) throws -> PlainTable {
    var out = table
    let groups = PlainGroups(
      groups: table.groups(keys).map { $0.rows.stable(Self.order(order, table)) }, sumsNothingToNull: sumsNothingToNull)
    for item in items {
      var reader = PlainReader(table: out)
      let input = reader
      reader.acrossRows = { try groups.windows(input, $0) }
      let value = try reader.read(item.expression), type = value.type ?? .float
      out.set(
        PlainColumn(
          name: item.name, type: type, cells: (0..<table.rowCount).map { type.holding(value.value($0)) },
          levels: type == .text ? value.levels : nil))
    }
    return out
  }

  private func aggregate(_ table: PlainTable, _ items: [NamedExpression], _ keys: [Int]) throws -> PlainTable {
    let groups = keys.isEmpty ? [(key: [], rows: Array(0..<table.rowCount))] : table.groups(keys)
    var out = PlainTable(columns: keys.map { table.columns[$0] }, rowCount: groups.count)
    for place in keys.indices { out.columns[place].cells = groups.map { $0.key[place] } }
    for item in items {
      let input = PlainReader(table: table)
      var reader = PlainReader(table: PlainTable(columns: [], rowCount: groups.count), readsColumns: false)
      reader.acrossRows = { call in
        let condition = try call.condition.map { try input.read($0) }
        return try PlainGroups(
          groups: groups.map(\.rows), condition: condition, sumsNothingToNull: sumsNothingToNull
        ).aggregate(input, call)
      }
      let value = try reader.read(item.expression), type = value.type ?? .float
      out.columns.append(
        PlainColumn(
          name: item.name, type: type, cells: groups.indices.map { type.holding(value.value($0)) },
          levels: type == .text ? value.levels : nil))
    }
    return out
  }

  private var sumsNothingToNull: Bool { context.options.sumsNothingToNull }
}
