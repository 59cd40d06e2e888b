import Columns
import Kernels
import Statistics

/// How much more uncertain coefficients are for features that repeat each other.
enum VarianceInflation {
  /// For each column 1 / (1 − R²) of its regression on the others, which is the diagonal of the inverse of their
  /// correlation matrix (Belsley, Kuh and Welsch 1980); nil for a constant column, and for one that earlier ones
  /// determine.
  static func factors(_ features: Matrix, _ execution: Execution) throws -> [Double?] {
    let size = features.columns
    let columns = try execution.map(count: size) { column in
      try standardised(features.values[column * features.rows..<(column + 1) * features.rows])
    }
    var matrix = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      try execution.checkCancelled()
      for column in 0...row {
        let sum = PairwiseSummation.sum(count: features.rows) { columns[row][$0] * columns[column][$0] }
        matrix[row * size + column] = sum
        matrix[column * size + row] = sum
      }
    }
    let factor = try Cholesky(matrix, size: size, check: execution.checkCancelled)
    return (0..<size).map { column in
      guard factor.isDetermined[column] else { return nil }
      return factor.solve((0..<size).map { $0 == column ? 1 : 0 })[column]
    }
  }

  /// Centred, with squares that add up to 1; zeros for a constant column.
  private static func standardised(_ values: ArraySlice<Double>) throws -> [Double] {
    let values = Array(values)
    let mean = PairwiseSummation.sum(count: values.count) { values[$0] } / Double(max(1, values.count))
    let length = PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * (values[$0] - mean) }.squareRoot()
    return values.map { length > 0 ? ($0 - mean) / length : 0 }
  }
}
