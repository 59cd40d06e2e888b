import Columns
import Kernels

/// Correlation over the rows in which both columns have a value.
public enum Correlation {
  /// Pearson's coefficient, in two passes; nil for fewer than two common rows and where a column is constant on them.
  public static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "both columns have the same rows")
    return pearson(count: first.count) { (first[$0], second[$0]) }
  }

  /// Spearman's coefficient: Pearson's of the ranks among the common rows, ties sharing their mean rank.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "both columns have the same rows")
    let common = first.indices.filter { !first[$0].isNaN && !second[$0].isNaN }
    return pearson(ranks(common.map { first[$0] }), ranks(common.map { second[$0] }))
  }

  /// Pearson's coefficient of one column with each column of a matrix.
  public static func pearson(
    _ column: [Double], with matrix: Matrix, execution: Execution
  ) throws -> [Double?] {
    precondition(column.count == matrix.rows, "both have the same rows")
    return try execution.map(count: matrix.columns) { index in
      let base = index * matrix.rows
      return pearson(count: column.count) { (column[$0], matrix.values[base + $0]) }
    }
  }

  /// Pearson's coefficient of two columns of a matrix.
  static func pearson(_ matrix: Matrix, _ first: Int, _ second: Int) -> Double? {
    let (firstBase, secondBase) = (first * matrix.rows, second * matrix.rows)
    return pearson(count: matrix.rows) { (matrix.values[firstBase + $0], matrix.values[secondBase + $0]) }
  }

  @inline(__always)
  private static func pearson(count: Int, _ pair: (Int) -> (Double, Double)) -> Double? {
    var (rows, anchor) = (0, (0.0, 0.0))
    var (firstVaries, secondVaries) = (false, false)
    for row in 0..<count {
      let (x, y) = pair(row)
      if x.isNaN || y.isNaN { continue }
      if rows == 0 { anchor = (x, y) }
      firstVaries = firstVaries || x != anchor.0
      secondVaries = secondVaries || y != anchor.1
      rows += 1
    }
    guard firstVaries, secondVaries else { return nil }
    let plain = sums(count, pair) { x, y in [x, y, 0, 0, 0, 0, 0, 0] }
    let (meanX, meanY) = (plain[0] / Double(rows), plain[1] / Double(rows))
    let central = sums(count, pair) { x, y in
      let (dx, dy) = (x - meanX, y - meanY)
      return [dx, dy, dx * dx, dy * dy, dx * dy, 0, 0, 0]
    }
    // The means are rounded; what their errors add to the sums is taken out again.
    let squaresX = central[2] - central[0] * central[0] / Double(rows)
    let squaresY = central[3] - central[1] * central[1] / Double(rows)
    let products = central[4] - central[0] * central[1] / Double(rows)
    let scale = squaresX.squareRoot() * squaresY.squareRoot()
    return scale > 0 && scale.isFinite ? max(-1, min(1, products / scale)) : nil
  }

  /// The sums of eight terms over the rows in which both values are present.
  @inline(__always)
  private static func sums(
    _ count: Int, _ pair: (Int) -> (Double, Double), _ terms: (Double, Double) -> SIMD8<Double>
  ) -> SIMD8<Double> {
    PairwiseSummation.sums(count: count) { row in
      let (x, y) = pair(row)
      return x.isNaN || y.isNaN ? .zero : terms(x, y)
    }
  }

  /// The rank of each value from 1, ties sharing their mean rank.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
