import Columns
import Kernels
import Relational

/// What is odd about whole rows of a table.
struct RowFindings: Sendable {
  /// Rows without any value.
  let blank: Int
  /// Rows that equal an earlier one in every column.
  let repeated: Int

  /// - Parameter distinct: for each column how many values it has.
  init(_ table: Table, distinct: [Int], execution: Execution) throws {
    blank = Self.blankRows(table)
    repeated = try Self.repeatedRows(table, distinct: distinct, execution)
  }

  private static func blankRows(_ table: Table) -> Int {
    guard !table.columns.isEmpty, table.columns.allSatisfy({ $0.nullCount > 0 }) else { return 0 }
    // The column with the fewest nulls rules out most rows at once.
    let columns = table.columns.sorted { $0.nullCount < $1.nullCount }
    return (0..<table.rowCount).count { row in columns.allSatisfy { $0.isNull(row) } }
  }

  /// Equal rows are equal in the columns with most values; only rows that are go on to be compared in all.
  private static func repeatedRows(_ table: Table, distinct: [Int], _ execution: Execution) throws -> Int {
    let telling = distinct.indices.sorted { distinct[$0] > distinct[$1] }.prefix(3)
    let first = try grouped(table.selecting(Array(telling)), execution)
    let doubtful = first.rowsOfSharedGroups
    guard !doubtful.isEmpty else { return 0 }
    let rest = try table.taking(doubtful.map { Int32($0) }, execution: execution)
    return rest.rowCount - (try grouped(rest, execution)).firstRows.count
  }

  private static func grouped(_ table: Table, _ execution: Execution) throws -> Grouping {
    try Grouping.make(keys: table.columns, rowCount: table.rowCount, execution: execution)
  }
}

extension Grouping {
  /// The rows whose group has more than one, in order.
  fileprivate var rowsOfSharedGroups: [Int] {
    var sizes = [Int](repeating: 0, count: firstRows.count)
    for row in 0..<groupOfRow.count { sizes[Int(groupOfRow[row])] += 1 }
    return (0..<groupOfRow.count).filter { sizes[Int(groupOfRow[$0])] > 1 }
  }
}
