/// Named numbers, such as one group of a column; NaN stands for a missing value.
public struct NumericSeries: Sendable {
  /// What the legend calls it; empty where there is one series.
  public var name: String
  /// The values; NaN is missing.
  public var values: [Double]

  /// Values with a name.
  public init(_ name: String, _ values: [Double]) { (self.name, self.values) = (name, values) }

  /// The finite values in ascending order.
  var sortedFinite: [Double] { values.filter(\.isFinite).sorted() }

  /// The number of missing values.
  var missing: Int { values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) } }

  /// The number of values that are infinite.
  var infinite: Int { values.reduce(0) { $0 + ($1.isInfinite ? 1 : 0) } }
}

/// Quantiles of sorted numbers.
enum Quantile {
  /// Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996); nil without values.
  static func value(_ share: Double, ofSorted sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let position = min(max(share, 0), 1) * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
  }
}
