import Foundation

/// Logistic regression on one or two columns without penalty, whose targets may be shares; by Newton's method with
/// halved steps.
enum BinomialFit {
  static func fit(_ columns: [[Double]], _ targets: [Double]) -> (weights: [Double], intercept: Double) {
    let width = columns.count + 1
    var solution = [Double](repeating: 0, count: width)
    var loss = self.loss(columns, targets, solution)
    for _ in 0..<200 {
      let (gradient, hessian) = derivatives(columns, targets, solution)
      guard let step = solve(hessian, gradient) ?? solve(damped(hessian), gradient) else { break }
      let whole = zip(solution, step).map { $0 - $1 }
      let reach = zip(solution, step).map { abs($1) / max(1, abs($0)) }.max() ?? 0
      // So close to the end the loss no longer tells which of two points is the better one, and Newton's step does.
      if reach < 1e-5 {
        solution = whole
        if reach < 1e-14 { break }
        loss = .infinity
        continue
      }
      var share = 1.0, next = whole
      var nextLoss = self.loss(columns, targets, next)
      while !(nextLoss <= loss), share > 1e-12 {
        share /= 2
        next = zip(solution, step).map { $0 - share * $1 }
        nextLoss = self.loss(columns, targets, next)
      }
      guard nextLoss <= loss else { break }
      (solution, loss) = (next, nextLoss)
    }
    return (Array(solution.dropLast()), solution[width - 1])
  }

  private static func odds(_ columns: [[Double]], _ solution: [Double], _ row: Int) -> Double {
    var sum = solution[columns.count]
    for (index, column) in columns.enumerated() { sum += solution[index] * column[row] }
    return sum
  }

  /// Σ ln(1 + exp(z)) − t·z
  private static func loss(_ columns: [[Double]], _ targets: [Double], _ solution: [Double]) -> Double {
    PairwiseSummation.sum(count: targets.count) { row in
      let z = odds(columns, solution, row)
      return max(z, 0) + log1p(exp(-abs(z))) - targets[row] * z
    }
  }

  private static func derivatives(
    _ columns: [[Double]], _ targets: [Double], _ solution: [Double]
  ) -> (gradient: [Double], hessian: [[Double]]) {
    let width = columns.count + 1
    let shares = targets.indices.map { Calibration.probability(odds(columns, solution, $0)) }
    func value(_ column: Int, _ row: Int) -> Double { column < columns.count ? columns[column][row] : 1 }
    let gradient = (0..<width).map { column in
      PairwiseSummation.sum(count: targets.count) { (shares[$0] - targets[$0]) * value(column, $0) }
    }
    let hessian = (0..<width).map { first in
      (0..<width).map { second in
        PairwiseSummation.sum(count: targets.count) { row in
          shares[row] * (1 - shares[row]) * value(first, row) * value(second, row)
        }
      }
    }
    return (gradient, hessian)
  }

  /// With a little on the diagonal, for columns that say the same.
  private static func damped(_ matrix: [[Double]]) -> [[Double]] {
    let addition = 1e-8 * (matrix.indices.map { matrix[$0][$0] }.max() ?? 0)
    return matrix.indices.map { row in
      matrix.indices.map { matrix[row][$0] + (row == $0 ? addition : 0) }
    }
  }

  /// By elimination with pivots; nil for equations that have no single answer.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let count = rows.count
    let largest = matrix.indices.map { abs(matrix[$0][$0]) }.max() ?? 0
    for pivot in 0..<count {
      guard let best = (pivot..<count).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }),
        abs(rows[best][pivot]) > 1e-13 * largest
      else { return nil }
      rows.swapAt(pivot, best)
      for row in 0..<count where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot...count { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    let answer = (0..<count).map { rows[$0][count] / rows[$0][$0] }
    return answer.allSatisfy(\.isFinite) ? answer : nil
  }
}
