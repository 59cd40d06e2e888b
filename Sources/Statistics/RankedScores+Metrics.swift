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
