import Columns
import Kernels

/// What the columns of a matrix are called in messages.
struct ColumnNames: Sendable {
  let names: [String]

  /// The column's name in backticks, or its number counted from 1 where no name is known.
  func quoted(_ column: Int) -> String {
    column < names.count ? "`\(names[column])`" : "number \(column + 1)"
  }

  /// Throws for the first infinite value: no distance can be computed from it.
  func checkFinite(_ matrix: Matrix, _ execution: Execution) throws {
    guard let (column, row) = try matrix.firstCell(execution, where: { $0.isInfinite }) else { return }
    throw NeighbourError(
      row: row, column: column, sentence: "Column \(quoted(column)) holds an infinite value in row \(row + 1).")
  }

  /// Throws for the first missing value.
  func checkComplete(_ matrix: Matrix, _ execution: Execution) throws {
    guard let (column, row) = try matrix.firstCell(execution, where: { $0.isNaN }) else { return }
    throw NeighbourError(
      row: row, column: column,
      sentence: "Column \(quoted(column)) has no value in row \(row + 1), and a search needs complete rows.")
  }
}

extension Matrix {
  /// The first cell, column by column, that is as asked.
  fileprivate func firstCell(
    _ execution: Execution, where isWanted: @Sendable (Double) -> Bool
  ) throws -> (column: Int, row: Int)? {
    let found = try execution.map(count: columns) { column in
      values[column * rows..<(column + 1) * rows].firstIndex(where: isWanted).map { $0 - column * rows }
    }
    return found.enumerated().lazy.compactMap { column, row in row.map { (column, $0) } }.first
  }
}
