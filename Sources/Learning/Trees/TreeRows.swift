import Columns
import Kernels
import Statistics

/// The rows that trees are grown on, with what they weigh.
struct TreeRows: Sendable {
  let features: RankedFeatures
  let labels: [Double]
  /// A weight for each row, or nil where all weigh the same.
  let weights: [Double]?
  let settings: TreeSettings

  /// A tree of all rows that weigh something.
  func tree(_ draws: StableHash, _ execution: Execution) throws -> DecisionTree {
    guard let weights else {
      return try tree(counts: Array(repeating: 1, count: labels.count), draws, execution)
    }
    let rows = weights.indices.filter { weights[$0] > 0 }.map { UInt32($0) }
    let marks = WeighedRows(
      weights: Buffer(weights), positives: Buffer(zip(weights, labels).map { $1 == 1 ? $0 : 0 }))
    var grower = TreeGrower(
      features, marks, settings, rows: Scratch(copying: rows).slots, rowMarks: Scratch(copying: rows).slots,
      draws: draws, execution)
    return try grower.grow()
  }

  /// A tree of the rows that were drawn, each as often as it was.
  func tree(counts: [Int], _ draws: StableHash, _ execution: Execution) throws -> DecisionTree {
    let rows = counts.indices.filter { counts[$0] > 0 }
    // Beyond that, sums of whole numbers do not fit their word.
    guard counts.reduce(0, +) <= CountedRows.most else {
      return try TreeRows(
        features: features, labels: labels, weights: counts.map { Double($0) }, settings: settings
      ).tree(draws, execution)
    }
    let marks = rows.map { CountedRows.mark(weight: counts[$0], isPositive: labels[$0] == 1) }
    var grower = TreeGrower(
      features, CountedRows(), settings, rows: Scratch(copying: rows.map { UInt32($0) }).slots,
      rowMarks: Scratch(copying: marks).slots, draws: draws, execution)
    return try grower.grow()
  }
}
