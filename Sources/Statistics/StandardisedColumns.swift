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

  init(_ matrix: Matrix, _ execution: Execution) throws {
    self.matrix = matrix
    facts = try execution.map(count: matrix.columns) { column in
      let base = column * matrix.rows
      let summary = Descriptive(matrix.column(column))
      let mean = summary.mean ?? 0
      let deviation = summary.standardDeviation ?? 0
      let scale = deviation > 0 && deviation.isFinite ? 1 / deviation : 0
      func sum(_ term: (Double) -> Double) -> Double {
        Summation.sum(count: matrix.rows) {
          let value = matrix.values[base + $0]
          return value.isNaN ? 0 : term((value - mean) * scale)
        }
      }
      return Facts(count: summary.count, mean: mean, scale: scale, sum: sum { $0 }, squares: sum { $0 * $0 })
    }
  }

  func isComplete(_ column: Int) -> Bool { facts[column].count == matrix.rows }

  /// All columns, complete ones first: pairs of them need fewer sums.
  var completeFirst: [Int] {
    let all = Array(0..<matrix.columns)
    return all.filter(isComplete) + all.filter { !isComplete($0) }
  }

  /// Fills panels with some rows of some columns: the values (0 where missing), their squares, and 1 where present.
  func fill(_ panels: inout Panels, columns: [Int], rows: Range<Int>) {
    let capacity = panels.values.rowCapacity
    for (position, column) in columns.enumerated() {
      let (source, target) = (column * matrix.rows + rows.lowerBound, position * capacity)
      let (mean, scale) = (facts[column].mean, facts[column].scale)
      for offset in 0..<capacity {
        let raw = offset < rows.count ? matrix.values[source + offset] : .nan
        let isPresent = !raw.isNaN
        let value = isPresent ? (raw - mean) * scale : 0
        panels.values.values[target + offset] = value
        panels.squares.values[target + offset] = value * value
        panels.present.values[target + offset] = isPresent ? 1 : 0
      }
    }
  }

  /// The three forms in which a tile of columns enters products.
  struct Panels {
    var values: ColumnPanel
    var squares: ColumnPanel
    var present: ColumnPanel

    init(rowCapacity: Int, columns: Int) {
      values = ColumnPanel(rowCapacity: rowCapacity, columns: columns)
      (squares, present) = (values, values)
    }
  }
}
