import Kernels

/// Quantiles of some numbers, of which NaN ones are missing; one sort serves any number of them.
public struct Quantiles: Sendable {
  private let sorted: [Double]

  /// Sorts the values, NaN left out.
  public init(_ values: [Double]) { sorted = RadixSort.sorted(values) }

  /// The quantiles of many numbers, which are sorted on all threads.
  /// - Throws: `Cancelled`.
  public init(_ values: [Double], execution: Execution) throws { sorted = try execution.sorted(values) }

  /// The quantile with linear interpolation between neighbours (type 7 of Hyndman and Fan, the default of numpy, pandas
  /// and R); nil where no value is present.
  ///
  /// - Parameter share: from 0, the least value, to 1, the greatest.
  public func callAsFunction(_ share: Double) -> Double? {
    precondition(share >= 0 && share <= 1, "a quantile's share is between 0 and 1")
    guard !sorted.isEmpty else { return nil }
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let fraction = position - Double(below)
    return Self.between(sorted[below], sorted[min(below + 1, sorted.count - 1)], fraction)
  }

  /// The number at a fraction of the way from one number to a greater one. Not finite where their distance is beyond
  /// doubles.
  static func between(_ low: Double, _ high: Double, _ fraction: Double) -> Double {
    if low == high { return low }
    // From the nearer end, as numpy does: exact at both ends, and monotone.
    return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction)
  }

  /// The middle value, or the mean of the two; nil where there is none.
  public var median: Double? { self(0.5) }
}
