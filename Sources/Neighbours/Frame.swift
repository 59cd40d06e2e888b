import Columns
import Kernels

/// How values are shifted and scaled before they become float32: large offsets lose nothing, and no square overflows.
struct Frame: Sendable {
  /// The mean of each column.
  let centre: [Double]
  /// A power of two that brings the largest centred value near 2³⁰; nil where values are too large to be centred.
  let scale: Double?

  init(_ matrix: Matrix, execution: Execution) throws {
    let columns = try execution.map(count: matrix.columns) { column in
      let values = matrix.values[column * matrix.rows..<(column + 1) * matrix.rows]
      var (sum, count, largest) = (0.0, 0.0, 0.0)
      for value in values where !value.isNaN { (sum, count) = (sum + value, count + 1) }
      let mean = count == 0 ? 0 : sum / count
      for value in values where !value.isNaN { largest = max(largest, abs(value - mean)) }
      return (mean: mean, largest: largest)
    }
    centre = columns.map(\.mean)
    let largest = columns.reduce(0) { max($0, $1.largest) }
    let exponent = largest.isNormal ? max(Int(largest.exponent), -900) : 30
    let power = Double(sign: .plus, exponent: 30 - exponent, significand: 1)
    scale = largest.isFinite && centre.allSatisfy(\.isFinite) ? power : nil
  }

  /// The largest magnitude at which a query can be compared in float32.
  static let queryLimit = 0x1p45

  /// The values of a row in the frame; zero where they are missing.
  func place(_ rows: ObservedRows, _ row: Int, in placed: inout [Double]) {
    guard let scale else { return placed.indices.forEach { placed[$0] = 0 } }
    for column in placed.indices {
      let value = (rows[row, column] - centre[column]) * scale
      placed[column] = value.isNaN ? 0 : value
    }
  }

  /// A value in the frame; zero where it is missing.
  func place(_ value: Double, column: Int) -> Double {
    guard let scale, !value.isNaN else { return 0 }
    return (value - centre[column]) * scale
  }
}
