/// The total cost of the rule "refuse where score ≥ threshold", exactly, for every threshold that decides differently.
///
/// Candidates are the distinct scores in ascending order, of which the first refuses everyone, and one threshold above
/// all scores, which grants everyone.
public struct CostCurve: Sendable {
  /// The scores, ranked, with the labels counted.
  public let ranked: RankedScores
  /// Ascending; as many as distinct scores, and one.
  public let thresholds: [Double]
  /// The total cost at each threshold; NaN where a formula has no value.
  public let totals: [Double]
  /// The total cost if every row were decided rightly; nil where a formula has no value there.
  public let perfectTotal: Double?
  /// The index of the lowest total. Of equally low ones the highest threshold wins, because it refuses the fewest.
  /// Nil where no threshold has a total.
  public let bestIndex: Int?

  /// How many rows were decided on.
  public var rows: Int { ranked.rows }
  /// The place of the threshold that refuses every row.
  public var refuseEveryoneIndex: Int { 0 }
  /// The place of the threshold that refuses nobody.
  public var grantEveryoneIndex: Int { thresholds.count - 1 }

  /// A curve of totals that were computed for each candidate, for instance by a formula over whole columns.
  ///
  /// - Parameter totals: one for each distinct score and one for granting everyone; NaN where there is no value.
  public init(ranked: RankedScores, totals: [Double], perfectTotal: Double?) {
    precondition(totals.count == ranked.scores.count + 1, "each candidate threshold has one total")
    self.ranked = ranked
    self.totals = totals
    self.perfectTotal = perfectTotal.flatMap { $0.isFinite ? $0 : nil }
    thresholds = ranked.scores + [max(1, (ranked.scores.last ?? 0).nextUp)]
    bestIndex = Self.best(totals[...])
  }

  /// The index of the lowest total where at most a share of the rows is refused, by the rules of ``bestIndex``.
  ///
  /// - Parameter share: from 0 to 1; nil for any.
  public func bestIndex(refusingAtMost share: Double?) -> Int? {
    guard let share else { return bestIndex }
    let most = Int((share * Double(rows)).rounded(.down))
    let first = totals.indices.first { ranked.positivesFrom[$0] + ranked.negativesFrom[$0] <= most }
    return first.flatMap { Self.best(totals[$0...]) }
  }

  private static func best(_ totals: ArraySlice<Double>) -> Int? {
    var best: Int?
    for (index, total) in zip(totals.indices, totals) where !total.isNaN {
      if best.map({ total <= totals[$0] }) ?? true { best = index }
    }
    return best
  }

  /// The curve of an arbitrary formula over the confusion at each threshold; the formula returns nil where it has no
  /// value.
  public init(ranked: RankedScores, total: (Confusion) throws -> Double?) rethrows {
    let perfect = Confusion(
      truePositives: ranked.positives, falsePositives: 0, trueNegatives: ranked.negatives, falseNegatives: 0)
    self.init(
      ranked: ranked, totals: try (0...ranked.scores.count).map { try total(ranked.confusion(from: $0)) ?? .nan },
      perfectTotal: try total(perfect))
  }

  /// The confusion at the candidate with the given index.
  public func confusion(at index: Int) -> Confusion { ranked.confusion(from: index) }

  /// The total cost at any threshold, candidate or not; nil where a formula has no value.
  public func total(atThreshold threshold: Double) -> Double? {
    let total = totals[ranked.index(ofThreshold: threshold)]
    return total.isNaN ? nil : total
  }

  /// What the decision gains over granting everyone, as a share of what perfect decisions would gain.
  ///
  /// With tn = −1, fp = 1 and fn = 10 this is (g − base) / (best − base) for g = TN − FP − 10·FN. Nil where perfect
  /// decisions gain nothing.
  public func normalisedGain(at index: Int) -> Double? { normalisedGain(of: totals[index]) }

  /// The same for decisions of any total over the rows of the curve.
  public func normalisedGain(of total: Double) -> Double? {
    guard let perfectTotal, !total.isNaN else { return nil }
    let room = totals[grantEveryoneIndex] - perfectTotal
    return room > 0 ? (totals[grantEveryoneIndex] - total) / room : nil
  }
}
