/// All runs of neighbouring pre-bins, each of which could become a bin: from `start` up to, not including, `end`.
struct BinRuns {
  /// How many pre-bins there are.
  let preBins: Int
  private let sums: [WeightOfEvidence.Counts]
  private let values: [Double]

  /// - Parameter total: the rows that shares of the events and the non-events are taken of.
  init(_ preBins: [WeightOfEvidence.Counts], constraints: BinConstraints, total: WeightOfEvidence.Counts) {
    let count = preBins.count
    var sums = [WeightOfEvidence.Counts()]
    for bin in preBins { sums.append(sums[sums.count - 1] + bin) }
    var values = [Double](repeating: -.infinity, count: (count + 1) * (count + 1))
    for start in 0..<count {
      for end in start + 1...count {
        let bin = Self.counts(sums, start, end)
        guard constraints.allow(bin) else { continue }
        values[start * (count + 1) + end] = WeightOfEvidence.part(of: bin, total: total).value
      }
    }
    (self.preBins, self.sums, self.values) = (count, sums, values)
  }

  /// The rows of a run.
  func counts(_ start: Int, _ end: Int) -> WeightOfEvidence.Counts { Self.counts(sums, start, end) }

  /// What a run adds to the information value; −∞ for one that may not be a bin.
  func value(_ start: Int, _ end: Int) -> Double { values[start * (preBins + 1) + end] }

  /// Whether a run may be a bin.
  func isAllowed(_ start: Int, _ end: Int) -> Bool { value(start, end) > -.infinity }

  private static func counts(_ sums: [WeightOfEvidence.Counts], _ start: Int, _ end: Int) -> WeightOfEvidence.Counts {
    let (before, after) = (sums[start], sums[end])
    return WeightOfEvidence.Counts(
      events: after.events - before.events, nonEvents: after.nonEvents - before.nonEvents)
  }
}
