import Columns
import Kernels
import Language

/// How two tables differ: in their rows, matched by a key that both have or else by their places, in their columns, and
/// in the cells of what they share.
public struct TableDifference: Sendable {
  /// The columns that rows were matched by; none where it was by their places.
  public let key: [String]
  /// How many rows of the one have a row of the other.
  public let matchedRows: Int
  /// How many rows only the first table has.
  public let rowsOnlyInFirst: Int
  /// How many rows only the second table has.
  public let rowsOnlyInSecond: Int
  /// Whether rows that both have stand in another order.
  public let isInAnotherOrder: Bool
  /// The columns that only the first table has.
  public let columnsOnlyInFirst: [String]
  /// The columns that only the second table has.
  public let columnsOnlyInSecond: [String]
  /// The columns that both have and that differ, in the order of the first table.
  public let columns: [ColumnDifference]

  /// How a column differs in the rows that both tables have.
  public struct ColumnDifference: Sendable, Equatable {
    /// The column's name.
    public let name: String
    /// In how many rows; all of them where its type differs.
    public let count: Int
    /// The first such row: its key, or its number from 0.
    public let row: String
    /// What stands there in the first table, or the type of the column.
    public let first: String
    /// What stands there in the second table, or the type of the column.
    public let second: String
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    columns.isEmpty && columnsOnlyInFirst.isEmpty && columnsOnlyInSecond.isEmpty && rowsOnlyInFirst == 0
      && rowsOnlyInSecond == 0 && !isInAnotherOrder
  }

  /// Compares two tables.
  /// - Throws: `Cancelled`.
  public init(_ first: Table, _ second: Table, _ execution: Execution) throws {
    let match = try RowMatch(first, second, execution)
    key = match.key
    matchedRows = match.pairs.count
    rowsOnlyInFirst = first.rowCount - match.pairs.count
    rowsOnlyInSecond = second.rowCount - match.pairs.count
    isInAnotherOrder = zip(match.pairs, match.pairs.dropFirst()).contains { $0.1 > $1.1 }
    columnsOnlyInFirst = first.schema.names.filter { second[$0] == nil }
    columnsOnlyInSecond = second.schema.names.filter { first[$0] == nil }
    let shared = first.schema.names.filter { second[$0] != nil }
    execution.monitor.begin("comparing", total: shared.count)
    columns = try execution.map(count: shared.count) { try match.difference(in: shared[$0]) }.compactMap { $0 }
  }
}

/// Which rows of two tables belong together.
private struct RowMatch {
  let first: Table
  let second: Table
  let key: [String]
  /// In the order of the first table.
  private(set) var pairs: [(Int, Int)]
  private let execution: Execution

  init(_ first: Table, _ second: Table, _ execution: Execution) throws {
    (self.first, self.second, self.execution) = (first, second, execution)
    let shared = first.schema.key
    if !shared.isEmpty, shared == second.schema.key, let places = try Self.places(of: shared, in: second, execution),
      try Self.places(of: shared, in: first, execution) != nil
    {
      key = shared
      let columns = shared.compactMap { first[$0] }
      pairs = (0..<first.rowCount).compactMap { row in places[columns.map { $0[row] }].map { (row, $0) } }
    } else {
      key = []
      pairs = (0..<min(first.rowCount, second.rowCount)).map { ($0, $0) }
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

  func difference(in name: String) throws -> TableDifference.ColumnDifference? {
    guard let one = first[name], let other = second[name] else { return nil }
    if one.type != other.type {
      return TableDifference.ColumnDifference(
        name: name, count: pairs.count, row: "", first: one.type.rawValue, second: other.type.rawValue)
    }
    var count = 0, example: (Int, Int)?
    for (index, pair) in pairs.enumerated() {
      if index.isMultiple(of: 4096) { try execution.checkCancelled() }
      guard one[pair.0] != other[pair.1] else { continue }
      count += 1
      if example == nil { example = pair }
    }
    guard let example else { return nil }
    return TableDifference.ColumnDifference(
      name: name, count: count, row: label(of: example.0), first: CellFormat.literal(one[example.0]),
      second: CellFormat.literal(other[example.1]))
  }

  private func label(of row: Int) -> String {
    if key.isEmpty { return "row \(row)" }
    return key.compactMap { name in first[row, name].map { "\(name) \(CellFormat.plain($0))" } }.joined(separator: ", ")
  }
}
