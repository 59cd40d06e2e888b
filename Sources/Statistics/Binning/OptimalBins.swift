/// The bins of the greatest information value among all that join neighbouring pre-bins and fulfil constraints.
///
/// It is the optimum of the integer programme of Navas-Palencia (2020, Optimal binning: mathematical programming
/// formulation, arXiv:2001.08025), which `optbinning.OptimalBinning` solves, found by dynamic programming: constraints
/// couple neighbouring bins only, so that the best continuation depends on no more than the last bin, the number of
/// bins to come and whether the rate has turned.
///
/// Values that differ by less than ``tolerance`` count as equal, for they are rounded sums. Of equal partitions those
/// of the fewest bins are taken, and of these the one whose first bin is shortest, then the second, and so on.
package struct OptimalBins: Sendable, Equatable {
  /// The pre-bins that each bin joins, in order.
  package let runs: [Range<Int>]
  /// The rows of each bin.
  package let counts: [WeightOfEvidence.Counts]
  /// The trend that the bins were chosen for.
  package let trend: BinTrend
  /// The sum of what the bins add to the information value of the pre-bins' rows.
  package let informationValue: Double

  /// By how much information values must differ to count as different.
  package static let tolerance = 1e-12

  /// Nil where no bins fulfil the constraints, and where a class does not occur.
  ///
  /// Time grows with the cube of the pre-bins times the bins, memory with their square times the bins: it is made for
  /// dozens of pre-bins.
  ///
  /// - Parameters:
  ///   - preBins: the rows of each pre-bin, in order. A bin of one class only has the value that ``WeightOfEvidence``
  ///     gives it, which is finite.
  ///   - trends: of several trends the one of the greatest value is taken, of equal ones the first.
  ///   - constraints: what the bins must fulfil.
  package init?(
    _ preBins: [WeightOfEvidence.Counts], trends: [BinTrend] = [.none],
    constraints: BinConstraints = BinConstraints()
  ) {
    let total = preBins.reduce(WeightOfEvidence.Counts(), +)
    guard total.events > 0, total.nonEvents > 0, !preBins.isEmpty else { return nil }
    let runs = BinRuns(preBins, constraints: constraints, total: total)
    var best: OptimalBins?
    for trend in trends {
      var search = PartitionSearch(runs, stretches: trend.stretches, constraints: constraints)
      guard let ends = search.best() else { continue }
      let found = OptimalBins(runs, ends: ends, trend: trend)
      if let best, found.informationValue <= best.informationValue + Self.tolerance { continue }
      best = found
    }
    guard let best else { return nil }
    self = best
  }

  private init(_ all: BinRuns, ends: [Int], trend: BinTrend) {
    runs = zip([0] + ends, ends).map { $0..<$1 }
    counts = runs.map { all.counts($0.lowerBound, $0.upperBound) }
    self.trend = trend
    informationValue = runs.reduce(0) { $0 + all.value($1.lowerBound, $1.upperBound) }
  }
}
