import Columns

/// What the columns of a matrix are called in messages.
struct ColumnNames: Sendable {
  let names: [String]

  /// The column's name in backticks, or its number counted from 1 where no name is known.
  func quoted(_ column: Int) -> String {
    column < names.count ? "`\(names[column])`" : "number \(column + 1)"
  }

  /// Throws for the first infinite value: no distance can be computed from it.
  func checkFinite(_ matrix: Matrix) throws(NeighbourError) {
    guard let place = matrix.values.firstIndex(where: \.isInfinite) else { return }
    let (column, row) = place.quotientAndRemainder(dividingBy: matrix.rows)
    throw NeighbourError(
      row: row, column: column, sentence: "Column \(quoted(column)) holds an infinite value in row \(row + 1).")
  }
}
