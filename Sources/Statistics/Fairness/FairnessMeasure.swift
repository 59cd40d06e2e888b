/// What is compared between groups, as shares of clients who got the favourable decision or the favourable outcome.
///
/// In credit a score is the probability of default. The favourable decision is to be accepted, which those get who
/// score below the cut, and the favourable outcome is to repay. So these are fairlearn's and scikit-learn's measures
/// with `y_pred = score < cut` and `y_true = repaid`, while a ``Confusion`` counts refusals and defaults as positive.
public enum FairnessMeasure: String, Sendable, CaseIterable {
  /// The share of all clients who are accepted; alike for demographic parity.
  case selectionRate = "selection_rate"
  /// Of those who repaid, the share who are accepted; alike for equal opportunity.
  case truePositiveRate = "true_positive_rate"
  /// Of those who defaulted, the share who are accepted; alike, with the one before, for equalised odds.
  case falsePositiveRate = "false_positive_rate"
  /// Of those who are accepted, the share who repaid; alike for predictive parity.
  case predictiveValue = "predictive_value"

  /// How many rows count, and of how many.
  public func share(of decisions: Confusion) -> Share {
    let accepted = decisions.trueNegatives + decisions.falseNegatives
    return switch self {
    case .selectionRate: Share(accepted, of: decisions.rows)
    case .truePositiveRate: Share(decisions.trueNegatives, of: decisions.negatives)
    case .falsePositiveRate: Share(decisions.falseNegatives, of: decisions.positives)
    case .predictiveValue: Share(decisions.trueNegatives, of: accepted)
    }
  }
}

/// A number of rows out of others.
public struct Share: Sendable, Equatable {
  /// How many rows are of the kind.
  public let count: Int
  /// Out of how many.
  public let rows: Int

  /// - Parameter rows: no fewer than `count`.
  public init(_ count: Int, of rows: Int) {
    precondition((0...rows).contains(count), "a share is of some rows")
    (self.count, self.rows) = (count, rows)
  }

  /// The share, from 0 to 1; nil without rows.
  public var value: Double? { rows > 0 ? Double(count) / Double(rows) : nil }
  /// The interval that holds the share behind it with 95 % confidence, by Wilson (1927); nil without rows.
  public var interval: ClosedRange<Double>? {
    guard rows > 0 else { return nil }
    let whole = Proportion.interval(count, of: rows)
    // At both ends the formula leaves nothing but rounding.
    return (count == 0 ? 0 : whole.lowerBound)...(count == rows ? 1 : whole.upperBound)
  }
}
