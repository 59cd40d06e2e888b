/// The fine bins of a column of numbers that ``OptimalBins`` joins.
///
/// They are the leaves of ``PreBinTree``, of which those of one class are joined with a neighbour, as `optbinning`
/// makes them. Its tree rounds values to single precision first, takes neighbouring values that are closer than 10⁻⁷
/// for one, and compares rounded impurities; here all values are told apart, and impurities are exact.
package struct PreBins: Sendable, Equatable {
  /// Where a pre-bin ends and the next begins, ascending, one fewer than pre-bins; a value at a break is right of it.
  package let breaks: [Double]
  /// The rows of each pre-bin; one pre-bin where no split was possible, none where there are no values.
  package let counts: [WeightOfEvidence.Counts]

  /// - Parameters:
  ///   - limit: the most pre-bins, from 1.
  ///   - leastRows: the least rows of a pre-bin.
  ///   - joinsPure: whether pre-bins of one class are joined with neighbours.
  package init(_ column: DistinctValues, limit: Int = 20, leastRows: Int, joinsPure: Bool = true) {
    guard !column.values.isEmpty else {
      (breaks, counts) = ([], [])
      return
    }
    let runs = PreBinTree.preBins(column.counts, limit: limit, leastRows: leastRows, joinsPure: joinsPure)
    breaks = runs.dropFirst().map { Self.middle(column.values[$0.lowerBound - 1], column.values[$0.lowerBound]) }
    counts = runs.map { column.counts[$0].reduce(WeightOfEvidence.Counts(), +) }
  }

  /// The middle of two numbers, where that is above the lower one and not above the upper one, which it is else: the
  /// middle of neighbouring doubles may be the lower one, and one with an infinity is none. Halves do not overflow.
  static func middle(_ lower: Double, _ upper: Double) -> Double {
    let middle = lower / 2 + upper / 2
    return middle > lower && middle <= upper ? middle : upper
  }
}

extension PreBinTree {
  /// The values that each pre-bin has, in order; with pure ones joined all of them are of both classes if there is more
  /// than one.
  static func preBins(
    _ values: [WeightOfEvidence.Counts], limit: Int, leastRows: Int, joinsPure: Bool
  ) -> [Range<Int>] {
    let cuts = PreBinTree(values, leastRows: leastRows).cuts(limit: limit)
    let leaves = zip([0] + cuts, cuts + [values.count]).map { $0..<$1 }
    if !joinsPure { return leaves }
    let joined = PureBins.joined(leaves.map { values[$0].reduce(WeightOfEvidence.Counts(), +) })
    return joined.map { leaves[$0.lowerBound].lowerBound..<leaves[$0.upperBound - 1].upperBound }
  }
}
