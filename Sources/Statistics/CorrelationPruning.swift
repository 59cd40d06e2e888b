/// Which columns to keep when correlated ones are thinned out.
public struct CorrelationPruning: Sendable, Equatable {
  /// When a column has to go.
  public enum Rule: String, Sendable, CaseIterable {
    /// Of every pair above the threshold the lower-ranked column goes, even if its partner goes too.
    case everyPair = "every_pair"
    /// From the top of the ranking down, a column goes when it correlates with one that was kept.
    case greedy
  }

  /// A column that went, and the better-ranked one that removed it.
  public struct Dropped: Sendable, Equatable {
    /// The place of the column that goes.
    public let column: Int
    /// The place of the column that stays and goes with it too closely.
    public let partner: Int
    /// Signed, although its absolute value decides.
    public let correlation: Double
  }

  /// The columns that stay, in their own order.
  public let kept: [Int]
  /// The columns that go, by rank. Where several removed one, the best-ranked is named.
  public let dropped: [Dropped]

  /// - Parameters:
  ///   - ranking: every column once, the most important first.
  ///   - threshold: pairs with a greater absolute correlation are too alike; undefined correlations never are.
  public init(correlations: CorrelationMatrix, ranking: [Int], threshold: Double, rule: Rule = .everyPair) {
    precondition(ranking.sorted() == Array(0..<correlations.columns), "the ranking holds every column once")
    var removers: [Int] = []
    var dropped: [Dropped] = []
    for column in ranking {
      let partner = removers.first { abs(correlations[$0, column] ?? 0) > threshold }
      if let partner, let correlation = correlations[partner, column] {
        dropped.append(Dropped(column: column, partner: partner, correlation: correlation))
      }
      if partner == nil || rule == .everyPair { removers.append(column) }
    }
    let gone = Set(dropped.map(\.column))
    kept = (0..<correlations.columns).filter { !gone.contains($0) }
    self.dropped = dropped
  }
}
