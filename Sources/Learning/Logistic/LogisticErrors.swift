import Kernels

/// How far the coefficients of a regression without penalties may be off.
enum LogisticErrors {
  /// The standard errors of the coefficients and, last, of the intercept: the roots of the diagonal of the inverse
  /// Fisher information Σ weight·p·(1 − p)·x·xᵀ. One is nil where earlier features determine its feature.
  ///
  /// - Parameter point: the best point, whose intercept is that of centred features.
  static func standard(
    _ objective: LogisticObjective, at point: [Double], _ execution: Execution
  ) throws -> [Double?] {
    let size = objective.size
    var information = try objective.expansion(point, execution).hessian
    for row in 0..<size {
      for column in 0..<row { information[row * size + column] = information[column * size + row] }
    }
    let factor = try Cholesky(information, size: size, check: execution.checkCancelled)
    // The intercept of features as they are is that of centred ones − Σ coefficient·mean.
    let intercept = objective.means.map(-) + [1]
    var errors: [Double?] = []
    for unknown in 0..<size {
      try execution.checkCancelled()
      guard factor.isDetermined[unknown] else {
        errors.append(nil)
        continue
      }
      let isIntercept = unknown == size - 1
      let wanted = isIntercept ? intercept : (0..<size).map { $0 == unknown ? 1 : 0 }
      // wantedᵀ·A⁻¹·wanted is the variance of what is wanted of the coefficients.
      let variance = zip(wanted, factor.solve(wanted)).reduce(0) { $0 + $1.0 * $1.1 }
      errors.append(variance.squareRoot())
    }
    return errors
  }
}
