import Columns
import Foundation
import Kernels
import Statistics

/// The penalised log loss of centred features, as a function of the coefficients and, last, the intercept.
///
/// Centring separates the intercept from the coefficients, which the solver needs to be quick and exact.
struct LogisticObjective: Sendable {
  /// The loss with its first and second derivatives, all without the penalties.
  struct Expansion: Sendable {
    var gradient: [Double]
    /// Row-major; only the upper triangle is right.
    var hessian: [Double]
  }

  let l1: Double
  let l2: Double
  /// The mean of each feature.
  let means: [Double]
  private let training: TrainingSet

  private static let chunkRows = 512
  /// The number of pieces is bounded, because each holds a hessian of its own.
  private static let mostPieces = 16

  /// The number of unknowns: the features and the intercept.
  var size: Int { means.count + 1 }

  init(_ training: TrainingSet, l1: Double, l2: Double) {
    (self.training, self.l1, self.l2) = (training, l1, l2)
    let features = training.features
    means = (0..<features.columns).map { column in
      PairwiseSummation.sum(count: features.rows) { features.values[column * features.rows + $0] }
        / Double(features.rows)
    }
  }

  /// The penalties of some coefficients.
  func penalty(_ point: [Double]) -> Double {
    point.dropLast().reduce(0) { $0 + l1 * abs($1) + l2 / 2 * $1 * $1 }
  }

  /// The log loss, without the penalties.
  func loss(_ point: [Double], _ execution: Execution) throws -> Double {
    let losses = try execution.map(count: pieces.count) { piece in
      var sum = PairwiseSum<Double>()
      var panel = ColumnPanel(rowCapacity: Self.chunkRows, columns: size)
      for rows in chunks(pieces[piece]) {
        try execution.checkCancelled()
        fill(&panel, rows)
        let odds = logOdds(panel, point, rows.count)
        sum.add(
          PairwiseSummation.sum(count: rows.count) { offset in
            weight(rows.lowerBound + offset) * rowLoss(odds[offset], rows.lowerBound + offset)
          })
      }
      return sum.total
    }
    return losses.reduce(0, +)
  }

  func expansion(_ point: [Double], _ execution: Execution) throws -> Expansion {
    // A hessian of each piece, the sum, and its factor.
    try execution.memory.require(Double(pieces.count + 2) * Double(size) * Double(size) * 8)
    let expansions = try execution.map(count: pieces.count) { piece in
      var sums = Expansion(
        gradient: Array(repeating: 0, count: size), hessian: Array(repeating: 0, count: size * size))
      var panel = ColumnPanel(rowCapacity: Self.chunkRows, columns: size)
      for rows in chunks(pieces[piece]) {
        try execution.checkCancelled()
        fill(&panel, rows)
        addExpansion(panel, rows, point, to: &sums)
      }
      return sums
    }
    var whole = expansions[0]
    for piece in expansions.dropFirst() {
      try execution.checkCancelled()
      for index in whole.gradient.indices { whole.gradient[index] += piece.gradient[index] }
      for index in whole.hessian.indices { whole.hessian[index] += piece.hessian[index] }
    }
    return whole
  }

  private func addExpansion(_ panel: ColumnPanel, _ rows: Range<Int>, _ point: [Double], to sums: inout Expansion) {
    let odds = logOdds(panel, point, rows.count)
    var curvatures = [Double](repeating: 0, count: Self.chunkRows)
    var residuals = curvatures
    for offset in odds.indices {
      let row = rows.lowerBound + offset
      let probability = LogisticModel.probability(odds[offset])
      residuals[offset] = weight(row) * (probability - training.labels[row])
      curvatures[offset] = weight(row) * probability * (1 - probability)
    }
    var weighted = panel
    for column in 0..<size {
      let base = column * Self.chunkRows
      sums.gradient[column] += PairwiseSummation.sum(count: rows.count) { panel.values[base + $0] * residuals[$0] }
      for offset in 0..<rows.count { weighted.values[base + offset] *= curvatures[offset] }
    }
    CrossProducts.add(weighted, panel, upperOnly: true, to: &sums.hessian)
  }
}

extension LogisticObjective {
  private var pieces: [Range<Int>] {
    let rows = training.labels.count
    let chunks = (rows + Self.chunkRows - 1) / Self.chunkRows
    let pieceRows = (chunks + Self.mostPieces - 1) / Self.mostPieces * Self.chunkRows
    return stride(from: 0, to: rows, by: pieceRows).map { $0..<min($0 + pieceRows, rows) }
  }

  private func chunks(_ piece: Range<Int>) -> [Range<Int>] {
    stride(from: piece.lowerBound, to: piece.upperBound, by: Self.chunkRows)
      .map { $0..<min($0 + Self.chunkRows, piece.upperBound) }
  }

  /// Puts the centred features of some rows into the panel, and a last column of ones for the intercept.
  private func fill(_ panel: inout ColumnPanel, _ rows: Range<Int>) {
    for column in 0..<size {
      let base = column * Self.chunkRows
      let isIntercept = column == means.count
      let source = column * training.features.rows + rows.lowerBound
      for offset in 0..<rows.count {
        panel.values[base + offset] = isIntercept ? 1 : training.features.values[source + offset] - means[column]
      }
      for offset in rows.count..<Self.chunkRows { panel.values[base + offset] = 0 }
    }
  }

  private func logOdds(_ panel: ColumnPanel, _ point: [Double], _ count: Int) -> [Double] {
    var odds = [Double](repeating: 0, count: count)
    for (column, coefficient) in point.enumerated() where coefficient != 0 {
      let base = column * Self.chunkRows
      for offset in odds.indices { odds[offset] += coefficient * panel.values[base + offset] }
    }
    return odds
  }

  private func weight(_ row: Int) -> Double { training.weights.map { $0[row] } ?? 1 }

  /// log(1 + exp(odds)) − label·odds, without overflow.
  private func rowLoss(_ odds: Double, _ row: Int) -> Double {
    max(odds, 0) + log1p(exp(-abs(odds))) - training.labels[row] * odds
  }
}
