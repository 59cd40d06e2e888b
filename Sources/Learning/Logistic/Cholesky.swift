/// The factor L of a symmetric positive semidefinite matrix A = LLᵀ, with which its systems are solved.
struct Cholesky {
  private let size: Int
  /// Row-major.
  private var lower: [Double]
  /// Whether each unknown is determined by more than the earlier ones: whether its pivot is not near 0.
  private(set) var isDetermined: [Bool]

  /// The factor of a row-major matrix.
  ///
  /// - Parameter check: called for each number of the factor, so that the work can be stopped: it grows with the cube
  ///   of the unknowns.
  init(_ matrix: [Double], size: Int, check: () throws -> Void) rethrows {
    (self.size, lower, isDetermined) = (size, matrix, [Bool](repeating: true, count: size))
    for row in 0..<size {
      for column in 0...row {
        try check()
        var value = lower[row * size + column]
        for inner in 0..<column { value -= lower[row * size + inner] * lower[column * size + inner] }
        if column == row {
          isDetermined[row] = value > 1e-12 * matrix[row * size + row] && value > 0
          lower[row * size + row] = isDetermined[row] ? value.squareRoot() : 0
        } else {
          lower[row * size + column] = isDetermined[column] ? value / lower[column * size + column] : 0
        }
      }
    }
  }

  /// The x with Ax = b; unknowns that are not determined stay 0.
  func solve(_ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<size {
      for column in 0..<row { solution[row] -= lower[row * size + column] * solution[column] }
      solution[row] = isDetermined[row] ? solution[row] / lower[row * size + row] : 0
    }
    for row in (0..<size).reversed() {
      for below in (row + 1)..<size { solution[row] -= lower[below * size + row] * solution[below] }
      solution[row] = isDetermined[row] ? solution[row] / lower[row * size + row] : 0
    }
    return solution
  }

  /// The x with Ax = b for a row-major A; unknowns that depend on earlier ones (pivot near 0) stay 0.
  static func solve(_ matrix: [Double], _ right: [Double], check: () throws -> Void) rethrows -> [Double] {
    try Cholesky(matrix, size: right.count, check: check).solve(right)
  }
}
