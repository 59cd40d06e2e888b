/// Labels counted by distinct score, from one sort: what every ranking metric and cost curve is read from.
public struct RankedScores: Sendable {
  /// The distinct scores, ascending.
  public let scores: [Double]
  /// `positivesFrom[i]` rows of class 1 score at least `scores[i]`; one entry more than scores, the last is 0.
  public let positivesFrom: [Int]
  /// `negativesFrom[i]` rows of class 0 score at least `scores[i]`; one entry more than scores, the last is 0.
  public let negativesFrom: [Int]
  /// The rows by ascending score, ties in row order; all rows, or those it was restricted to.
  public let order: [Int]

  /// Rows of class 1.
  public var positives: Int { positivesFrom[0] }
  /// Rows of class 0.
  public var negatives: Int { negativesFrom[0] }
  /// All rows.
  public var rows: Int { order.count }

  /// - Throws: ``StatisticsError`` for a label that is not 0 or 1, and for a score that is missing.
  public init(labels: [Double], scores: [Double]) throws(StatisticsError) {
    precondition(labels.count == scores.count, "each row has one label and one score")
    try Labels.validate(labels)
    if let row = scores.firstIndex(where: \.isNaN) { throw StatisticsError("a score is missing", row: row) }
    let sorted = scores.enumerated().map { (score: $1, row: $0) }
      .sorted { $0.score < $1.score || ($0.score == $1.score && $0.row < $1.row) }
    self.init(order: sorted.map(\.row), labels: labels, scores: scores)
  }

  /// The ranking of some rows, which keep their numbers.
  ///
  /// - Parameters:
  ///   - labels: those of all rows, as well as `scores`.
  ///   - isIncluded: whether a row is one of them.
  public func restricted(
    labels: [Double], scores: [Double], to isIncluded: (_ row: Int) -> Bool
  ) -> RankedScores {
    RankedScores(order: order.filter(isIncluded), labels: labels, scores: scores)
  }

  /// Counts rows that are sorted already.
  private init(order: [Int], labels: [Double], scores: [Double]) {
    var distinct: [Double] = []
    var (positives, negatives): ([Int], [Int]) = ([0], [0])
    for row in order.reversed() {
      if distinct.last != scores[row] {
        distinct.append(scores[row])
        positives.append(positives[positives.count - 1])
        negatives.append(negatives[negatives.count - 1])
      }
      if labels[row] == 1 { positives[positives.count - 1] += 1 } else { negatives[negatives.count - 1] += 1 }
    }
    self.scores = distinct.reversed()
    positivesFrom = positives.reversed()
    negativesFrom = negatives.reversed()
    self.order = order
  }

  /// The confusion of refusing every row that scores at least `scores[index]`; `index == scores.count` refuses nobody.
  public func confusion(from index: Int) -> Confusion {
    Confusion(
      truePositives: positivesFrom[index], falsePositives: negativesFrom[index],
      trueNegatives: negatives - negativesFrom[index], falseNegatives: positives - positivesFrom[index])
  }

  /// The first index whose score is at least the threshold: `confusion(from:)` of it is the decision at that threshold.
  public func index(ofThreshold threshold: Double) -> Int {
    var (low, high) = (0, scores.count)
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension RankedScores {
  /// The area under the ROC curve: the chance that a random positive outscores a random negative, ties counted half.
  /// Nil where a class is empty. The sum is over integers, so it is exact.
  public var areaUnderROC: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var twiceWins = 0
    for index in scores.indices {
      let tied = positivesFrom[index] - positivesFrom[index + 1]
      twiceWins += (negativesFrom[index] - negativesFrom[index + 1]) * (2 * positivesFrom[index + 1] + tied)
    }
    return Double(twiceWins) / (2 * Double(positives) * Double(negatives))
  }

  /// 2·AUC − 1.
  public var gini: Double? { areaUnderROC.map { 2 * $0 - 1 } }

  /// Σ (recallₙ − recallₙ₋₁)·precisionₙ over the distinct scores from high to low, as in scikit-learn; nil without
  /// positives.
  public var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    var sum = 0.0
    for index in scores.indices.reversed() {
      let gained = positivesFrom[index] - positivesFrom[index + 1]
      let refused = positivesFrom[index] + negativesFrom[index]
      sum += Double(gained) * Double(positivesFrom[index]) / Double(refused)
    }
    return sum / Double(positives)
  }

  /// The Kolmogorov–Smirnov distance between the score distributions of the classes; nil where a class is empty.
  public var kolmogorovSmirnov: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    return zip(positivesFrom, negativesFrom)
      .map { abs(Double($0) / Double(positives) - Double($1) / Double(negatives)) }.max()
  }
}
