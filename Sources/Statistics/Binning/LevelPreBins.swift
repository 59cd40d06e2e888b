/// The fine bins of a column of levels that ``OptimalBins`` joins: levels in the order of their event rate, of which
/// neighbours are put together as values of numbers are in ``PreBins``.
package struct LevelPreBins: Sendable, Equatable {
  /// The levels of each pre-bin, as their places among those given, by ascending event rate; of equal rates the level
  /// that was given first.
  package let levels: [[Int]]
  /// The rows of each pre-bin.
  package let counts: [WeightOfEvidence.Counts]

  /// - Parameters:
  ///   - counts: the rows of each level, which has some.
  ///   - limit: the most pre-bins, from 1.
  ///   - leastRows: the least rows of a pre-bin.
  ///   - joinsPure: whether pre-bins of one class are joined with neighbours.
  package init(_ counts: [WeightOfEvidence.Counts], limit: Int = 20, leastRows: Int, joinsPure: Bool = true) {
    precondition(counts.allSatisfy { $0.rows > 0 }, "each level has rows")
    let order = counts.indices.sorted { a, b in
      let difference = RateTest.difference(counts[a], counts[b])
      return difference > 0 || difference == 0 && a < b
    }
    let sorted = order.map { counts[$0] }
    let runs = sorted.isEmpty ? [] : PreBinTree.preBins(
      sorted, limit: limit, leastRows: leastRows, joinsPure: joinsPure)
    levels = runs.map { Array(order[$0]) }
    self.counts = runs.map { sorted[$0].reduce(WeightOfEvidence.Counts(), +) }
  }
}
