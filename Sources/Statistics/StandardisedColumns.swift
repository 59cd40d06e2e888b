import Columns
import Kernels

/// How the columns of a matrix are shifted and scaled so that sums of their products keep their digits.
struct StandardisedColumns: Sendable {
  /// Facts of one column, over the rows where it has a value.
  struct Facts: Sendable {
    let count: Int
    let mean: Double
    /// 1 / standard deviation; 0 for a column that is constant or empty.
    let scale: Double
    /// Σ of the standardised values: 0 but for rounding.
    let sum: Double
    /// Σ of their squares.
    let squares: Double
  }

  let matrix: Matrix
  let facts: [Facts]
  /// For each column a bit for each row in which it has a value; none where it has all.
  private let present: [[UInt64]]

  init(_ matrix: Matrix, _ execution: Execution) throws {
    self.matrix = matrix
    facts = try execution.map(count: matrix.columns) { column in
      let base = column * matrix.rows
      let summary = Descriptive(matrix.column(column))
      let mean = summary.mean ?? 0
      let deviation = summary.standardDeviation ?? 0
      let scale = deviation > 0 && deviation.isFinite ? 1 / deviation : 0
      let sums = PairwiseSummation.sums(count: matrix.rows) {
        let value = (matrix.values[base + $0] - mean) * scale
        return value.isNaN ? .zero : [value, value * value, 0, 0, 0, 0, 0, 0]
      }
      return Facts(count: summary.count, mean: mean, scale: scale, sum: sums[0], squares: sums[1])
    }
    let counts = facts.map(\.count)
    present = try execution.map(count: matrix.columns) { column in
      counts[column] == matrix.rows ? [] : matrix.present(in: column)
    }
  }

  /// In how many rows both columns have a value.
  func commonRows(_ first: Int, _ second: Int) -> Int {
    if isComplete(first) || isComplete(second) { return min(facts[first].count, facts[second].count) }
    return zip(present[first], present[second]).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
  }

  func isComplete(_ column: Int) -> Bool { facts[column].count == matrix.rows }

  /// All columns, complete ones first: pairs of them need fewer sums.
  var completeFirst: [Int] {
    let all = Array(0..<matrix.columns)
    return all.filter(isComplete) + all.filter { !isComplete($0) }
  }

  /// Fills panels with some rows of some columns.
  func fill(_ panels: inout StandardisedPanels, columns: [Int], rows: Range<Int>) {
    for (position, column) in columns.enumerated() {
      panels.fill(
        column: position, from: matrix.values, at: column * matrix.rows + rows.lowerBound, count: rows.count,
        mean: facts[column].mean, scale: facts[column].scale)
    }
  }
}

extension Matrix {
  /// A bit for each row in which the column has a value.
  func present(in column: Int) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: (rows + 63) / 64)
    for row in 0..<rows where !values[column * rows + row].isNaN { bits[row / 64] |= 1 << UInt64(row % 64) }
    return bits
  }
}
