import Columns
import Diagnostics
import Kernels
import Language

/// Which rows of two tables belong together.
struct RowMatch {
  let first: Table
  let second: Table
  let key: [String]
  /// In the order of the first table.
  private(set) var pairs: [(Int, Int)]
  private let execution: Execution

  /// - Parameter wanted: the key that was asked for.
  init(_ first: Table, _ second: Table, by wanted: [String]?, _ execution: Execution) throws {
    (self.first, self.second, self.execution) = (first, second, execution)
    let declared = first.schema.key == second.schema.key ? first.schema.key : []
    // A key of another type would match no row.
    let isUsable = declared.allSatisfy { first[$0]?.type == second[$0]?.type }
    let shared = wanted ?? (isUsable ? declared : [])
    if wanted != nil { try Self.check(shared, first, second) }
    // The places in the first are let go before those in the second are made.
    if !shared.isEmpty, try Self.places(of: shared, in: first, execution) != nil,
      let places = try Self.places(of: shared, in: second, execution)
    {
      key = shared
      let columns = shared.compactMap { first[$0] }
      pairs = (0..<first.rowCount).compactMap { row in places[columns.map { $0[row] }].map { (row, $0) } }
    } else {
      if let wanted { throw KeyMisfit(reason: "\(Prose.names(wanted)) repeats: it does not tell rows apart") }
      key = []
      pairs = (0..<min(first.rowCount, second.rowCount)).map { ($0, $0) }
    }
  }

  private static func check(_ key: [String], _ first: Table, _ second: Table) throws {
    for name in key {
      guard let one = first[name], let other = second[name] else {
        throw KeyMisfit(reason: "`\(name)` is not in both tables")
      }
      guard one.type == other.type else {
        throw KeyMisfit(reason: "`\(name)` is \(one.type.rawValue) in one and \(other.type.rawValue) in the other")
      }
    }
  }

  /// The row of each key; nil where one repeats.
  private static func places(of key: [String], in table: Table, _ execution: Execution) throws -> [[Cell]: Int]? {
    let columns = key.compactMap { table[$0] }
    var places: [[Cell]: Int] = [:]
    places.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      if row.isMultiple(of: 4096) { try execution.checkCancelled() }
      if places.updateValue(row, forKey: columns.map { $0[row] }) != nil { return nil }
    }
    return places
  }

  /// A column that differs, and the first of its cells that do.
  typealias Found = (
    column: TableDifference.ColumnDifference, cells: [(place: Int, cell: TableDifference.CellDifference)]
  )

  func difference(in name: String, _ cellCount: Int) throws -> Found? {
    guard let one = first[name], let other = second[name] else { return nil }
    if one.type != other.type {
      let column = TableDifference.ColumnDifference(
        name: name, count: pairs.count, row: "", first: one.type.rawValue, second: other.type.rawValue)
      return (column, [])
    }
    var count = 0, examples: [(Int, Int)] = []
    for (index, pair) in pairs.enumerated() {
      if index.isMultiple(of: 4096) { try execution.checkCancelled() }
      guard one[pair.0] != other[pair.1] else { continue }
      count += 1
      if examples.count < max(1, cellCount) { examples.append(pair) }
    }
    let cells = examples.map { pair in
      TableDifference.CellDifference(
        row: label(of: pair.0), column: name, first: CellFormat.literal(one[pair.0]),
        second: CellFormat.literal(other[pair.1]))
    }
    guard let example = cells.first else { return nil }
    let column = TableDifference.ColumnDifference(
      name: name, count: count, row: example.row, first: example.first, second: example.second)
    return (column, zip(examples.map(\.0), cells.prefix(cellCount)).map { ($0, $1) })
  }

  private func label(of row: Int) -> String {
    if key.isEmpty { return "row \(row)" }
    return key.compactMap { name in first[row, name].map { "\(name) \(CellFormat.plain($0))" } }.joined(separator: ", ")
  }
}
