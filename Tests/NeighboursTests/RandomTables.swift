import Columns
import TestSupport

/// Tables that are hard on an imputer.
enum RandomTables: String, CaseIterable, Sendable {
  case continuous, ties, duplicates, offsetMillion, offsetBillion, scales, constantColumns, emptyRows, fewDonors,
    sources, huge

  func matrix(rows: Int, columns: Int, gaps: Double, random: inout SplitMix64) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
    for row in 0..<rows {
      for column in 0..<columns {
        let value = value(row, column, matrix, &random)
        matrix[row, column] = value
      }
    }
    for row in 0..<rows {
      for column in 0..<columns where isGap(row, column, gaps, &random) { matrix[row, column] = .nan }
    }
    return matrix
  }

  private func value(_ row: Int, _ column: Int, _ soFar: Matrix, _ random: inout SplitMix64) -> Double {
    let uniform = Double.random(in: -1...1, using: &random)
    switch self {
    case .continuous, .emptyRows, .fewDonors, .sources: return uniform
    case .ties: return (uniform * 2).rounded()
    case .duplicates: return row >= 20 ? soFar[row % 20, column] : uniform
    case .offsetMillion: return 1e6 + (uniform * 64).rounded() / 64
    case .offsetBillion: return 1e9 * (column % 2 == 0 ? 1 : -1) + (uniform * 64).rounded() / 64
    case .scales: return uniform * (column == 0 ? 1e12 : column == 1 ? 1e-9 : 1)
    case .constantColumns: return column % 3 == 0 ? uniform : 7
    case .huge: return uniform * 1e300
    }
  }

  private func isGap(_ row: Int, _ column: Int, _ gaps: Double, _ random: inout SplitMix64) -> Bool {
    let drawn = Double.random(in: 0..<1, using: &random) < gaps
    if self == .emptyRows, row % 5 == 4 { return true }
    // Columns of one source are there or missing together.
    if self == .sources, column % 3 != 0 { return (row &* 7 &+ column % 3) % 5 < 2 }
    if self == .fewDonors, column < 3 { return row > column }
    return drawn
  }
}
