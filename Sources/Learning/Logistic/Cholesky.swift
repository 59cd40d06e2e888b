/// Solves symmetric positive semidefinite systems.
enum Cholesky {
  /// The x with Ax = b for a row-major A; unknowns that depend on earlier ones (pivot near 0) stay 0.
  ///
  /// - Parameter check: called for each number of the factor, so that the work can be stopped: it grows with the cube of
  ///   the unknowns.
  static func solve(_ matrix: [Double], _ right: [Double], check: () throws -> Void) rethrows -> [Double] {
    let size = right.count
    var lower = matrix
    var used = [Bool](repeating: true, count: size)
    for row in 0..<size {
      for column in 0...row {
        try check()
        var value = lower[row * size + column]
        for inner in 0..<column { value -= lower[row * size + inner] * lower[column * size + inner] }
        if column == row {
          used[row] = value > 1e-12 * matrix[row * size + row] && value > 0
          lower[row * size + row] = used[row] ? value.squareRoot() : 0
        } else {
          lower[row * size + column] = used[column] ? value / lower[column * size + column] : 0
        }
      }
    }
    var solution = right
    for row in 0..<size {
      for column in 0..<row { solution[row] -= lower[row * size + column] * solution[column] }
      solution[row] = used[row] ? solution[row] / lower[row * size + row] : 0
    }
    for row in (0..<size).reversed() {
      for below in (row + 1)..<size { solution[row] -= lower[below * size + row] * solution[below] }
      solution[row] = used[row] ? solution[row] / lower[row * size + row] : 0
    }
    return solution
  }
}
