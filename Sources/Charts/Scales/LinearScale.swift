/// Maps values of a domain to pixels (or to dots of a preview). A band axis uses it too: band `i` lies around `i`.
public struct LinearScale: Sendable, Equatable {
  /// The values that lie on the axis.
  public let domain: ClosedRange<Double>
  /// The position of the domain's lower bound.
  public let start: Double
  /// The position of the domain's upper bound; less than `start` on a vertical axis, as y grows downwards.
  public let end: Double

  /// The position of a value, which may lie outside the domain.
  public func position(_ value: Double) -> Double {
    start + (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound) * (end - start)
  }

  /// The position of a value moved into the domain.
  public func clamped(_ value: Double) -> Double {
    position(min(max(value, domain.lowerBound), domain.upperBound))
  }

  /// Pixels per unit of the domain.
  public var unitLength: Double { (end - start).magnitude / (domain.upperBound - domain.lowerBound) }
}
