/// How the scores of each class are distributed: the share of the class that scores at most so much.
public struct ClassDistributions: Sendable {
  /// The distinct scores, ascending.
  public let scores: [Double]
  /// The share of class 1 that scores at most as much, ascending to 1.
  public let positives: [Double]
  /// The share of class 0 that scores at most as much, ascending to 1.
  public let negatives: [Double]

  /// - Throws: ``StatisticsError`` where a class is empty.
  public init(_ ranked: RankedScores) throws(StatisticsError) {
    guard ranked.positives > 0, ranked.negatives > 0 else {
      throw StatisticsError("two distributions need rows of both classes")
    }
    scores = ranked.scores
    positives = ranked.positivesFrom.dropFirst().map {
      Double(ranked.positives - $0) / Double(ranked.positives)
    }
    negatives = ranked.negativesFrom.dropFirst().map {
      Double(ranked.negatives - $0) / Double(ranked.negatives)
    }
  }

  /// The first place at which the two are furthest apart, either way (Kolmogorov and Smirnov); nil where they are
  /// equal.
  public var largestGap: (index: Int, gap: Double)? {
    var best: (index: Int, gap: Double)?
    for index in scores.indices {
      let gap = abs(positives[index] - negatives[index])
      if gap > (best?.gap ?? 0) { best = (index, gap) }
    }
    return best
  }
}
