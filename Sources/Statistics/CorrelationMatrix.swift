import Columns
import Kernels

/// Pearson correlations between all columns of a matrix, each over the rows in which both have a value.
public struct CorrelationMatrix: Sendable {
  /// Symmetric, with 1 on the diagonal; NaN where a correlation is not defined.
  public let values: Matrix

  /// How many columns were compared.
  public var columns: Int { values.columns }

  /// A square matrix of coefficients, NaN where one is not defined.
  public init(values: Matrix) {
    precondition(values.rows == values.columns, "a correlation matrix is square")
    self.values = values
  }

  /// The correlation of two columns; nil where it is not defined.
  public subscript(first: Int, second: Int) -> Double? {
    let value = values[first, second]
    return value.isNaN ? nil : value
  }

  /// Columns are taken in tiles; each pair of tiles is one piece of work.
  static let tileColumns = 64

  /// The correlations of a matrix in which NaN is missing.
  ///
  /// Sums of masked products over standardised columns give all pairs at the speed of a matrix product. Where such a
  /// difference of sums has lost its digits, the pair is computed again in two passes.
  public init(_ matrix: Matrix, execution: Execution) throws {
    let scaled = try StandardisedColumns(matrix, execution)
    let order = scaled.completeFirst
    let tiles = stride(from: 0, to: order.count, by: Self.tileColumns)
      .map { Array(order[$0..<min($0 + Self.tileColumns, order.count)]) }
    let pairs = tiles.indices.flatMap { first in (first..<tiles.count).map { (first, $0) } }
    execution.monitor.begin("correlating columns", total: pairs.count)
    let blocks = try execution.map(count: pairs.count) { index in
      let sums = try MaskedSums(scaled, tiles[pairs[index].0], tiles[pairs[index].1], execution)
      defer { execution.monitor.advance(by: 1) }
      return sums.correlations(matrix)
    }
    var out = Matrix(
      rows: matrix.columns, columns: matrix.columns,
      values: Array(repeating: .nan, count: matrix.columns * matrix.columns))
    for (pair, block) in zip(pairs, blocks) {
      for (i, first) in tiles[pair.0].enumerated() {
        for (j, second) in tiles[pair.1].enumerated() {
          let value = block[i * tiles[pair.1].count + j]
          out[first, second] = first == second && !value.isNaN ? 1 : value
          out[second, first] = out[first, second]
        }
      }
    }
    values = out
  }
}
