import Columns
import Kernels

extension CorrelationMatrix {
  /// Spearman's coefficients of all pairs of columns: Pearson's of the ranks, ties sharing their mean rank, among the
  /// rows in which both columns have a value.
  ///
  /// Columns that lack the same rows are ranked once, and their pairs taken as masked products. For other pairs the
  /// order of each column is known, so that ranking it again among fewer rows takes one pass.
  ///
  /// - Parameter matrix: NaN is missing.
  /// - Throws: `Cancelled`.
  public init(ranksOf matrix: Matrix, execution: Execution) throws {
    let ranked = try RankedColumnSet(matrix, execution)
    var values = try CorrelationMatrix(ranked.ranks, execution: execution).values
    let pairs = ranked.unlikePairs
    execution.monitor.begin("ranking pairs of columns", total: pairs.count)
    let found = try execution.map(count: pairs.count) { place in
      defer { execution.monitor.advance(by: 1) }
      return ranked.correlation(pairs[place].0, pairs[place].1)
    }
    for (pair, value) in zip(pairs, found) {
      values[pair.0, pair.1] = value ?? .nan
      values[pair.1, pair.0] = value ?? .nan
    }
    self.init(values: values)
  }
}

/// Columns with the order of their values.
private struct RankedColumnSet: Sendable {
  let matrix: Matrix
  /// The ranks of each column among all rows in which it has a value, NaN elsewhere.
  let ranks: Matrix
  /// The rows of each column that have a value, by value; empty where no pair needs it.
  private let orders: [[Int32]]
  /// Columns with the same number lack the same rows.
  private let groups: [Int]

  init(_ matrix: Matrix, _ execution: Execution) throws {
    self.matrix = matrix
    var known: [[UInt64]: Int] = [:]
    let groups = (0..<matrix.columns).map { column -> Int in
      let mask = matrix.present(in: column)
      let group = known[mask] ?? known.count
      known[mask] = group
      return group
    }
    let isMixed = known.count > 1
    execution.monitor.begin("ranking columns", total: matrix.columns)
    let ranked = try execution.map(count: matrix.columns) { column -> (order: [Int32], ranks: [Double]) in
      defer { execution.monitor.advance(by: 1) }
      let order = matrix.order(of: column)
      return (isMixed ? order : [], matrix.ranks(of: column, in: order) { _ in true })
    }
    (self.groups, orders) = (groups, ranked.map(\.order))
    ranks = Matrix(columns: ranked.map(\.ranks))
  }

  /// Pairs of columns that do not lack the same rows.
  var unlikePairs: [(Int, Int)] {
    groups.indices.flatMap { first in
      (first + 1..<groups.count).filter { groups[$0] != groups[first] }.map { (first, $0) }
    }
  }

  func correlation(_ first: Int, _ second: Int) -> Double? {
    func ranks(_ column: Int, with other: Int) -> [Double] {
      let base = other * matrix.rows
      return matrix.ranks(of: column, in: orders[column]) { !matrix.values[base + $0].isNaN }.filter { !$0.isNaN }
    }
    return Correlation.pearson(ranks(first, with: second), ranks(second, with: first))
  }
}

extension Matrix {
  /// The rows in which the column has a value, by value.
  fileprivate func order(of column: Int) -> [Int32] {
    let base = column * rows
    let present = (0..<rows).filter { !values[base + $0].isNaN }.map { (value: values[base + $0], row: Int32($0)) }
    return present.sorted { $0.value < $1.value }.map(\.row)
  }

  /// The ranks of those rows of an order that count, NaN for all others; ties share their mean rank.
  fileprivate func ranks(of column: Int, in order: [Int32], where counts: (Int) -> Bool) -> [Double] {
    let base = column * rows
    var ranks = [Double](repeating: .nan, count: rows)
    // Rows of the current run of equal values, and how many rows came before it.
    var (run, before): ([Int], Int) = ([], 0)
    func close(_ ranks: inout [Double]) {
      let mean = Double(2 * before + run.count + 1) / 2
      for row in run { ranks[row] = mean }
      before += run.count
      run.removeAll(keepingCapacity: true)
    }
    for row in order.lazy.map({ Int($0) }) where counts(row) {
      if let last = run.last, values[base + last] != values[base + row] { close(&ranks) }
      run.append(row)
    }
    close(&ranks)
    return ranks
  }
}
