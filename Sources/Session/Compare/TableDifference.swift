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
  /// Whether the columns that both have stand in another order.
  public let hasColumnsInAnotherOrder: Bool
  /// The keys that the two declare, where they are not the same.
  public let keys: (first: [String], second: [String])?
  /// The columns that only the first table has.
  public let columnsOnlyInFirst: [String]
  /// The columns that only the second table has.
  public let columnsOnlyInSecond: [String]
  /// The columns that both have and that differ, in the order of the first table.
  public let columns: [ColumnDifference]
  /// The first cells that differ, by their rows in the first table and then by column; no more than were asked for.
  public let cells: [CellDifference]
  /// How the values of columns are spread in both tables, where not all of them are the same.
  public let shifts: [ColumnShift]

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

  /// A cell that differs.
  public struct CellDifference: Sendable, Equatable {
    /// The row: its key, or its number from 0.
    public let row: String
    /// The column's name.
    public let column: String
    /// What stands in the first table.
    public let first: String
    /// What stands in the second table.
    public let second: String
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    columns.isEmpty && columnsOnlyInFirst.isEmpty && columnsOnlyInSecond.isEmpty && rowsOnlyInFirst == 0
      && rowsOnlyInSecond == 0 && !isInAnotherOrder && !hasColumnsInAnotherOrder && keys == nil
  }

  /// Compares two tables.
  ///
  /// - Parameters:
  ///   - key: the columns that tell which rows belong together; nil for the key that both tables declare, or else the
  ///     places of the rows.
  ///   - cellCount: how many cells that differ are told.
  /// - Throws: ``KeyMisfit`` where a key that was asked for does not tell rows apart; `Cancelled`.
  public init(
    _ first: Table, _ second: Table, by key: [String]? = nil, cellCount: Int = 20, _ execution: Execution
  ) throws {
    let match = try RowMatch(first, second, by: key, execution)
    self.key = match.key
    matchedRows = match.pairs.count
    rowsOnlyInFirst = first.rowCount - match.pairs.count
    rowsOnlyInSecond = second.rowCount - match.pairs.count
    isInAnotherOrder = zip(match.pairs, match.pairs.dropFirst()).contains { $0.1 > $1.1 }
    columnsOnlyInFirst = first.schema.names.filter { second[$0] == nil }
    columnsOnlyInSecond = second.schema.names.filter { first[$0] == nil }
    let shared = first.schema.names.filter { second[$0] != nil }
    hasColumnsInAnotherOrder = shared != second.schema.names.filter { first[$0] != nil }
    let declared = (first: first.schema.key, second: second.schema.key)
    keys = declared.first == declared.second ? nil : declared
    execution.monitor.begin("comparing", total: shared.count)
    let found = try execution.map(count: shared.count) { try match.difference(in: shared[$0], cellCount) }
    columns = found.compactMap { $0?.column }
    let all = found.compactMap { $0 }.flatMap(\.cells).enumerated()
    cells = all.sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.prefix(cellCount)
      .map(\.element.cell)
    let isWhole = first.rowCount == second.rowCount && match.pairs.count == first.rowCount
    let differing = Set(found.compactMap { $0?.column.name })
    let spread = shared.filter { !isWhole || differing.contains($0) }
    shifts = try spread.compactMap { name in
      guard let one = first[name], let other = second[name] else { return nil }
      return try ColumnShift(name, one, other, execution)
    }
  }
}

/// A key that does not tell rows apart, or is not in both tables.
public struct KeyMisfit: Error, Equatable {
  /// What is wrong with it, in half a sentence.
  public let reason: String
}
