/// What one outcome costs: the same for all rows, or each row's own amount. A gain is a negative cost.
public enum OutcomeCost: Sendable, Equatable {
  case constant(Double)
  case perRow([Double])

  /// What the outcome costs in a row.
  public func amount(_ row: Int) -> Double {
    switch self {
    case .constant(let amount): amount
    case .perRow(let amounts): amounts[row]
    }
  }
}

/// What each of the four outcomes of a decision costs.
public struct OutcomeCosts: Sendable, Equatable {
  /// What a row of class 1 costs that is granted.
  public let falseNegative: OutcomeCost
  /// What a row of class 0 costs that is refused.
  public let falsePositive: OutcomeCost
  /// What a row of class 0 costs that is granted; a gain is negative.
  public let trueNegative: OutcomeCost
  /// What a row of class 1 costs that is refused.
  public let truePositive: OutcomeCost

  /// The costs of the four outcomes, in one unit of money; what is not given costs nothing.
  public init(
    falseNegative: OutcomeCost = .constant(0), falsePositive: OutcomeCost = .constant(0),
    trueNegative: OutcomeCost = .constant(0), truePositive: OutcomeCost = .constant(0)
  ) {
    (self.falseNegative, self.falsePositive) = (falseNegative, falsePositive)
    (self.trueNegative, self.truePositive) = (trueNegative, truePositive)
  }

  /// What a row costs by its label and by whether it is refused.
  public func amount(row: Int, label: Double, isRefused: Bool) -> Double {
    switch (label == 1, isRefused) {
    case (true, true): truePositive.amount(row)
    case (true, false): falseNegative.amount(row)
    case (false, true): falsePositive.amount(row)
    case (false, false): trueNegative.amount(row)
    }
  }

  /// The cost of some decisions by their counts; nil where an outcome does not cost the same in all rows.
  public func total(of counts: Confusion) -> Double? {
    guard case .constant(let fn) = falseNegative, case .constant(let fp) = falsePositive,
      case .constant(let tn) = trueNegative, case .constant(let tp) = truePositive
    else { return nil }
    // In the order in which a curve adds them.
    let granted = fn * Double(counts.falseNegatives) + tn * Double(counts.trueNegatives)
    return granted + (tp * Double(counts.truePositives) + fp * Double(counts.falsePositives))
  }

  /// - Throws: ``StatisticsError`` for a missing amount, and where the amounts are not one per row.
  func validate(rows: Int) throws(StatisticsError) {
    let all = [("fn", falseNegative), ("fp", falsePositive), ("tn", trueNegative), ("tp", truePositive)]
    for (name, cost) in all {
      guard case .perRow(let amounts) = cost else { continue }
      guard amounts.count == rows else {
        throw StatisticsError("the cost `\(name)` has \(amounts.count) amounts for \(rows) rows")
      }
      if let row = amounts.firstIndex(where: { !$0.isFinite }) {
        throw StatisticsError("the cost `\(name)` of a row is missing", row: row)
      }
    }
  }
}
