import Columns
import Kernels
import Statistics

/// How much more uncertain coefficients are for features that repeat each other.
enum VarianceInflation {
  /// For each column 1 / (1 − R²) of its regression on the others, which is the diagonal of the inverse of their
  /// correlation matrix (Belsley, Kuh and Welsch 1980); nil for a constant column, and for one that earlier ones
  /// determine.
  static func factors(_ features: Matrix, _ execution: Execution) throws -> [Double?] {
    let size = features.columns, correlations = try CorrelationMatrix(features, execution: execution)
    // A constant column correlates with nothing, itself included.
    let matrix = (0..<size * size).map { correlations[$0 / size, $0 % size] ?? 0 }
    let factor = try Cholesky(matrix, size: size, check: execution.checkCancelled)
    return (0..<size).map { column in
      guard correlations[column, column] != nil, factor.isDetermined[column] else { return nil }
      return factor.solve((0..<size).map { $0 == column ? 1 : 0 })[column]
    }
  }
}
