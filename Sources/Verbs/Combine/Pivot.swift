import Columns
import Language
import Relational

/// From long to wide.
struct Pivot: Sendable {
  let plan: PivotPlan

  /// The value of each combination of keys and level that occurs.
  struct Cells {
    /// In sorted order.
    let levels: [Cell]
    /// The groups of rows with equal keys.
    let keys: Grouping
    /// For each level and key the number of the combination, −1 where it does not occur.
    let places: [[Int32]]
    /// The value of each combination.
    let values: Column
    /// A row whose key and level another row has as well, where that is not wanted.
    let repeated: Int?
    let withoutLevel: Int
  }

  func cells(of table: Table, _ context: RunContext) throws -> Cells {
    let execution = context.execution
    let keyColumns = plan.keys.map { table.columns[$0] }
    let byKey = try Grouping.make(keys: keyColumns, rowCount: table.rowCount, execution: execution)
    let combined = try Grouping.make(
      keys: keyColumns + [table.columns[plan.level]], rowCount: table.rowCount, execution: execution)
    let coded = CodedColumn(table.columns[plan.level])
    let sorted = coded?.sorted ?? []
    // For each new cell the number of its combination, and its value.
    let bytesPerCell = MemoryLayout<Int32>.size + MemoryLayout<Double>.size
    try execution.memory.require(Double(sorted.count) * Double(byKey.count) * Double(bytesPerCell))
    var placeOf = [Int: Int](minimumCapacity: sorted.count)
    for (place, code) in sorted.enumerated() { placeOf[code] = place }
    var places: [[Int32]] = []
    for _ in sorted {
      try execution.checkCancelled()
      places.append([Int32](repeating: -1, count: byKey.count))
    }
    for (number, row) in combined.firstRows.enumerated() {
      guard let coded, !coded.isNull(Int(row)), let place = placeOf[Int(coded.codes[Int(row)])] else { continue }
      places[place][Int(byKey.groupOfRow[Int(row)])] = Int32(number)
    }
    let values = if let function = plan.function {
      try Aggregation.run(
        [context.settled(AggregateRequest(function, table.columns[plan.value]))], over: combined, execution: execution
      )[0]
    } else {
      try table.columns[plan.value].taking(combined.firstRows, execution: execution)
    }
    return Cells(
      levels: sorted.map { coded?.values[$0] ?? .null }, keys: byKey, places: places, values: values,
      repeated: plan.function == nil ? repeated(combined, table.columns[plan.level]) : nil,
      withoutLevel: table.columns[plan.level].nullCount)
  }

  private func repeated(_ groups: Grouping, _ levels: Column) -> Int? {
    if groups.count == groups.rowCount { return nil }
    return (0..<groups.rowCount).first { row in
      !levels.isNull(row) && Int(groups.firstRows[Int(groups.groupOfRow[row])]) != row
    }
  }

  func table(_ table: Table, _ cells: Cells, names levels: [String], _ context: RunContext) throws -> Table {
    let head = try table.selecting(plan.keys).taking(cells.keys.firstRows, execution: context.execution)
    let wide = try context.execution.map(count: levels.count) { index in
      try context.execution.checkCancelled()
      let column = cells.values.taking(cells.places[index])
      return (field: Field(levels[index], plan.type), column: plan.isCount ? column.filled(with: .int(0)) : column)
    }
    let names = head.schema.names, roles = table.schema.roles
    let isDeclared = roles.isKeyDeclared && names.allSatisfy(roles.key.contains)
    let schema = Schema(
      head.schema.fields + wide.map(\.field), roles: Roles(key: names, isKeyDeclared: isDeclared))
    return Table(schema: schema, columns: head.columns + wide.map(\.column), rowCount: head.rowCount)
  }
}
