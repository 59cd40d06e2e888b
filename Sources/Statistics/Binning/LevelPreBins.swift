/// The fine bins of a column of levels that ``OptimalBins`` joins: levels in the order of their event rate, of which
/// neighbours are put together as values of numbers are in ``PreBins``.
package struct LevelPreBins: Sendable, Equatable {
  /// The levels of each pre-bin, as their places among those given, by ascending event rate; of equal rates the level
  /// that was given first.
  package let levels: [[Int]]
  /// The rows of each pre-bin.
  package let counts: [WeightOfEvidence.Counts]
  /// The levels that are too rare for a bin of their own, in the order given, and those without rows. They are a bin by
  /// themselves, which is not joined with others and does not take part in the search for the best bins.
  package let others: [Int]
  /// The rows of these.
  package let otherCounts: WeightOfEvidence.Counts

  /// - Parameters:
  ///   - counts: the rows of each level.
  ///   - limit: the most pre-bins, from 1.
  ///   - leastRows: the least rows of a pre-bin.
  ///   - leastLevelRows: levels of fewer rows are among the others; for `cat_cutoff` of `optbinning` that share of the
  ///     rows that are not missing, rounded up.
  ///   - joinsPure: whether pre-bins of one class are joined with neighbours.
  package init(
    _ counts: [WeightOfEvidence.Counts], limit: Int = 20, leastRows: Int, leastLevelRows: Int = 1,
    joinsPure: Bool = true
  ) {
    let isCommon = counts.map { $0.rows >= max(1, leastLevelRows) }
    let order = counts.indices.filter { isCommon[$0] }.sorted { a, b in
      let difference = RateTest.difference(counts[a], counts[b])
      return difference > 0 || difference == 0 && a < b
    }
    let sorted = order.map { counts[$0] }
    let runs = sorted.isEmpty ? [] : PreBinTree.preBins(
      sorted, limit: limit, leastRows: leastRows, joinsPure: joinsPure)
    levels = runs.map { Array(order[$0]) }
    self.counts = runs.map { sorted[$0].reduce(WeightOfEvidence.Counts(), +) }
    others = counts.indices.filter { !isCommon[$0] }
    otherCounts = others.reduce(WeightOfEvidence.Counts()) { $0 + counts[$1] }
  }
}
