import Foundation

/// A share of one group beside that of another, the reference.
public struct ShareComparison: Sendable, Equatable {
  /// The share less that of the reference.
  public let difference: Double
  /// The interval that holds the true difference with 95 % confidence, by Newcombe's hybrid of both intervals by Wilson
  /// (1998, method 10).
  public let differenceInterval: ClosedRange<Double>
  /// The share divided by that of the reference; nil where that is 0.
  public let ratio: Double?
  /// The interval that holds the true ratio with 95 % confidence, on its logarithm by Katz and others (1978); nil where
  /// either share is 0, or both are 1.
  public let ratioInterval: ClosedRange<Double>?

  /// Nil where either has no rows.
  public init?(_ share: Share, to reference: Share) {
    guard let own = share.value, let other = reference.value, let ends = share.interval,
      let others = reference.interval
    else { return nil }
    func length(_ first: Double, _ second: Double) -> Double { (first * first + second * second).squareRoot() }
    difference = own - other
    differenceInterval = own - other - length(own - ends.lowerBound, others.upperBound - other)...own - other
      + length(ends.upperBound - own, other - others.lowerBound)
    ratio = other > 0 ? own / other : nil
    ratioInterval = Self.interval(share, reference)
  }

  private static func interval(_ share: Share, _ reference: Share) -> ClosedRange<Double>? {
    guard share.count > 0, reference.count > 0 else { return nil }
    func part(_ share: Share) -> Double { 1 / Double(share.count) - 1 / Double(share.rows) }
    let reach = 1.959963984540054 * (part(share) + part(reference)).squareRoot()
    guard reach > 0 else { return nil }
    let ratio = Double(share.count) / Double(share.rows) / (Double(reference.count) / Double(reference.rows))
    return ratio * exp(-reach)...ratio * exp(reach)
  }
}
