extension CostCurve {
  /// The curve of costs per outcome.
  ///
  /// Constant costs are multiplied by whole counts, so totals that are equal compare as equal; per-row amounts are
  /// summed with compensation, those of the refused from the top down and those of the granted from the bottom up.
  ///
  /// - Throws: ``StatisticsError`` for a label that is not 0 or 1, a missing score, and a missing amount.
  public init(labels: [Double], scores: [Double], costs: OutcomeCosts) throws(StatisticsError) {
    try self.init(ranked: try RankedScores(labels: labels, scores: scores), labels: labels, costs: costs)
  }

  /// The same over a ranking that is there already, of all rows or of some.
  ///
  /// - Parameters:
  ///   - labels: those of all rows, whose numbers the ranking has.
  ///   - costs: likewise.
  public init(ranked: RankedScores, labels: [Double], costs: OutcomeCosts) throws(StatisticsError) {
    try costs.validate(rows: labels.count)
    let truePositives = Self.refusedTotals(ranked, labels, cost: costs.truePositive, label: 1)
    let falsePositives = Self.refusedTotals(ranked, labels, cost: costs.falsePositive, label: 0)
    let falseNegatives = Self.grantedTotals(ranked, labels, cost: costs.falseNegative, label: 1)
    let trueNegatives = Self.grantedTotals(ranked, labels, cost: costs.trueNegative, label: 0)
    let totals = (0...ranked.scores.count).map { (index: Int) -> Double in
      let granted = falseNegatives[index] + trueNegatives[index]
      return granted + (truePositives[index] + falsePositives[index])
    }
    let perfect = truePositives[0] + trueNegatives[ranked.scores.count]
    self.init(ranked: ranked, totals: totals, perfectTotal: perfect)
  }

  /// For each candidate, the cost of the rows of one class that score below it.
  private static func grantedTotals(
    _ ranked: RankedScores, _ labels: [Double], cost: OutcomeCost, label: Double
  ) -> [Double] {
    let from = label == 1 ? ranked.positivesFrom : ranked.negativesFrom
    if case .constant(let amount) = cost { return from.map { amount * Double(from[0] - $0) } }
    var totals = [0.0]
    var (sum, position) = (CompensatedSum(), 0)
    for index in ranked.scores.indices {
      for row in ranked.order[position..<position + ranked.rows(at: index)] where labels[row] == label {
        sum.add(cost.amount(row))
      }
      position += ranked.rows(at: index)
      totals.append(sum.total)
    }
    return totals
  }

  /// For each candidate, the cost of the rows of one class that score at least as much.
  private static func refusedTotals(
    _ ranked: RankedScores, _ labels: [Double], cost: OutcomeCost, label: Double
  ) -> [Double] {
    let from = label == 1 ? ranked.positivesFrom : ranked.negativesFrom
    if case .constant(let amount) = cost { return from.map { amount * Double($0) } }
    var totals = [Double](repeating: 0, count: ranked.scores.count + 1)
    var (sum, position) = (CompensatedSum(), ranked.rows)
    for index in ranked.scores.indices.reversed() {
      for row in ranked.order[position - ranked.rows(at: index)..<position] where labels[row] == label {
        sum.add(cost.amount(row))
      }
      position -= ranked.rows(at: index)
      totals[index] = sum.total
    }
    return totals
  }
}

extension RankedScores {
  /// How many rows have exactly the score with the given index.
  fileprivate func rows(at index: Int) -> Int {
    positivesFrom[index] - positivesFrom[index + 1] + negativesFrom[index] - negativesFrom[index + 1]
  }
}
