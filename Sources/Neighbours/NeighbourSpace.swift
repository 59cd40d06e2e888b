import Columns
import Kernels

/// Where the rows nearest by some measure are those nearest by squared distance, so that one search serves all.
///
/// By cosine these are the rows scaled to length 1: |a − b|² = 2 − 2cos. For inner products the rows are lifted onto a
/// sphere of radius R, that of the longest row, by one column √(R² − |b|²); a query has 0 there, so that |a − b|² =
/// |a|² + R² − 2a·b (Bachrach and others, RecSys 2014).
struct NeighbourSpace: Sendable {
  /// The number of columns before they were lifted.
  let columns: Int
  let measure: NearestNeighbours.Measure
  /// R².
  private let squaredRadius: Double
  /// Squares of larger values would overflow.
  private static let largest = 0x1p500

  init(_ measure: NearestNeighbours.Measure, of rows: Matrix, _ names: ColumnNames) throws(NeighbourError) {
    (columns, self.measure) = (rows.columns, measure)
    guard measure == .innerProduct else {
      squaredRadius = 0
      return
    }
    try Self.checkProducts(rows, names)
    squaredRadius = rows.squaredLengths.reduce(0, max)
  }

  /// What is judged in float64.
  var judgement: RowIndex.Judgement {
    measure == .innerProduct ? .innerProduct(squaredRadius: squaredRadius) : .squaredDistance
  }

  func lifted(_ matrix: Matrix, _ names: ColumnNames, isQuery: Bool) throws(NeighbourError) -> Matrix {
    switch measure {
    case .squaredEuclidean: return matrix
    case .cosine: return try Self.unitRows(of: matrix)
    case .innerProduct:
      try Self.checkProducts(matrix, names)
      let last = isQuery
        ? [Double](repeating: 0, count: matrix.rows)
        : matrix.squaredLengths.map { max(0, squaredRadius - $0).squareRoot() }
      return Matrix(rows: matrix.rows, columns: columns + 1, values: matrix.values + last)
    }
  }

  private static func checkProducts(_ matrix: Matrix, _ names: ColumnNames) throws(NeighbourError) {
    guard let place = matrix.values.firstIndex(where: { abs($0) > largest }) else { return }
    let (column, row) = place.quotientAndRemainder(dividingBy: matrix.rows)
    throw NeighbourError(
      row: row, column: column,
      sentence: "Column \(names.quoted(column)) holds a value too large to be multiplied in row \(row + 1).")
  }

  /// Each row divided by its length, after its largest value was brought to 1 so that no square overflows.
  private static func unitRows(of matrix: Matrix) throws(NeighbourError) -> Matrix {
    var largest = [Double](repeating: 0, count: matrix.rows)
    for column in 0..<matrix.columns {
      for row in largest.indices { largest[row] = max(largest[row], abs(matrix[row, column])) }
    }
    if let row = largest.firstIndex(of: 0) {
      throw NeighbourError(
        row: row, sentence: "Row \(row + 1) is 0 in all columns, so it has no direction and no cosine with another.")
    }
    var scaled = matrix
    for column in 0..<matrix.columns {
      for row in largest.indices { scaled[row, column] /= largest[row] }
    }
    let lengths = scaled.squaredLengths.map { $0.squareRoot() }
    for column in 0..<matrix.columns {
      for row in largest.indices { scaled[row, column] /= lengths[row] }
    }
    return scaled
  }
}

extension Matrix {
  /// The sum of squares of each row.
  fileprivate var squaredLengths: [Double] {
    var sums = [Double](repeating: 0, count: rows)
    for column in 0..<columns {
      for row in sums.indices { sums[row] += self[row, column] * self[row, column] }
    }
    return sums
  }
}
