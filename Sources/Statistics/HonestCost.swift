/// What decisions cost whose thresholds were chosen without the rows that they decide.
///
/// The least cost of a curve is found and told on the same rows, so that it is too good: the cheapest of many
/// thresholds is cheap by chance, too. Here each fold is decided by the threshold of least cost on all other folds.
public struct HonestCost: Sendable {
  /// The threshold for each fold; infinite where granting everyone is cheapest on the others, nil where no threshold
  /// has a cost there.
  public let thresholds: [Double?]
  /// The confusion of each fold at its threshold; nil where there is none.
  public let confusions: [Confusion?]
  /// The cost of each fold at its threshold; nil where there is none, or a formula has no value.
  public let totals: [Double?]

  /// - Parameters:
  ///   - folds: the curve of each fold's own rows.
  ///   - others: for each fold the curve of all rows but its own.
  ///   - share: the greatest share of the other rows that may be refused; nil for any.
  public init(folds: [CostCurve], others: [CostCurve], refusingAtMost share: Double? = nil) {
    thresholds = others.map { curve in
      curve.bestIndex(refusingAtMost: share).map { $0 == curve.grantEveryoneIndex ? .infinity : curve.thresholds[$0] }
    }
    confusions = zip(folds, thresholds).map { fold, threshold in
      threshold.map { fold.confusion(at: fold.ranked.index(ofThreshold: $0)) }
    }
    totals = zip(folds, thresholds).map { fold, threshold in threshold.flatMap { fold.total(atThreshold: $0) } }
  }

  /// What all folds came to together; nil where a fold has no threshold.
  public var confusion: Confusion? {
    guard confusions.allSatisfy({ $0 != nil }) else { return nil }
    return confusions.reduce(Confusion(truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)) {
      $1.map($0.adding) ?? $0
    }
  }

  /// The sum over the folds; nil where one of them has no cost.
  public var sum: Double? { totals.reduce(0) { sum, own in sum.flatMap { sum in own.map { sum + $0 } } } }
}

extension Confusion {
  /// The counts of both together.
  func adding(_ other: Confusion) -> Confusion {
    Confusion(
      truePositives: truePositives + other.truePositives, falsePositives: falsePositives + other.falsePositives,
      trueNegatives: trueNegatives + other.trueNegatives, falseNegatives: falseNegatives + other.falseNegatives)
  }
}
