import Columns
import Kernels

/// The sums from which the correlations between two tiles of columns follow, each over the rows both columns have.
struct MaskedSums {
  private let first: [Int]
  private let second: [Int]
  private let scaled: StandardisedColumns
  /// For each pair, row-major over first × second.
  private let counts: [Double]
  private var products: [Double]
  private var firstSums: [Double]
  private var firstSquares: [Double]
  private var secondSums: [Double]
  private var secondSquares: [Double]

  private static let chunkRows = 512

  init(_ scaled: StandardisedColumns, _ first: [Int], _ second: [Int], _ execution: Execution) throws {
    (self.scaled, self.first, self.second) = (scaled, first, second)
    let zeros = [Double](repeating: 0, count: first.count * second.count)
    counts = first.flatMap { one in second.map { Double(scaled.commonRows(one, $0)) } }
    products = zeros
    (firstSums, firstSquares, secondSums, secondSquares) = (zeros, zeros, zeros, zeros)
    let (firstComplete, secondComplete) = (first.allSatisfy(scaled.isComplete), second.allSatisfy(scaled.isComplete))
    var left = StandardisedPanels(rowCapacity: Self.chunkRows, columns: first.count)
    var right = StandardisedPanels(rowCapacity: Self.chunkRows, columns: second.count)
    for start in stride(from: 0, to: scaled.matrix.rows, by: Self.chunkRows) {
      try execution.checkCancelled()
      let rows = start..<min(start + Self.chunkRows, scaled.matrix.rows)
      scaled.fill(&left, columns: first, rows: rows)
      scaled.fill(&right, columns: second, rows: rows)
      CrossProducts.add(left.values, right.values, to: &products)
      if !secondComplete {
        CrossProducts.add(left.values, right.present, to: &firstSums)
        CrossProducts.add(left.squares, right.present, to: &firstSquares)
      }
      if !firstComplete {
        CrossProducts.add(left.present, right.values, to: &secondSums)
        CrossProducts.add(left.present, right.squares, to: &secondSquares)
      }
    }
    takeWholeColumns(firstComplete, secondComplete)
  }

  /// Where the other side has every row, a sum over the common rows is the column's own.
  private mutating func takeWholeColumns(_ firstComplete: Bool, _ secondComplete: Bool) {
    for (i, firstColumn) in first.enumerated() {
      for (j, secondColumn) in second.enumerated() {
        let pair = i * second.count + j
        let (one, other) = (scaled.facts[firstColumn], scaled.facts[secondColumn])
        if secondComplete { (firstSums[pair], firstSquares[pair]) = (one.sum, one.squares) }
        if firstComplete { (secondSums[pair], secondSquares[pair]) = (other.sum, other.squares) }
      }
    }
  }

  /// The correlation of each pair, row-major over first × second; NaN where it is not defined.
  func correlations(_ matrix: Matrix) -> [Double] {
    var out = [Double](repeating: .nan, count: counts.count)
    for (i, firstColumn) in first.enumerated() {
      for (j, secondColumn) in second.enumerated() where isDefined(firstColumn) && isDefined(secondColumn) {
        let pair = i * second.count + j
        let count = counts[pair]
        guard count > 1 else { continue }
        let firstSpread = firstSquares[pair] - firstSums[pair] * firstSums[pair] / count
        let secondSpread = secondSquares[pair] - secondSums[pair] * secondSums[pair] / count
        let isSure = keepsDigits(firstSpread, firstSquares[pair], count)
          && keepsDigits(secondSpread, secondSquares[pair], count)
        if isSure {
          let together = products[pair] - firstSums[pair] * secondSums[pair] / count
          out[pair] = max(-1, min(1, together / (firstSpread.squareRoot() * secondSpread.squareRoot())))
        } else {
          out[pair] = Correlation.pearson(matrix, firstColumn, secondColumn) ?? .nan
        }
      }
    }
    return out
  }

  private func isDefined(_ column: Int) -> Bool { scaled.facts[column].scale > 0 }

  /// Whether a spread is large enough beside the sum it came from, and beside the column's own, to be trusted.
  private func keepsDigits(_ spread: Double, _ squares: Double, _ count: Double) -> Bool {
    spread > 1e-4 * squares && spread > 1e-8 * count
  }
}
