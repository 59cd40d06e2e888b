/// What a feature adds to the score of each row, and its values.
public struct FeatureContributions: Sendable {
  /// The feature.
  public var name: String
  /// What it adds in each row.
  public var contributions: [Double]
  /// Its value in each row; NaN where it has none.
  public var values: [Double]

  /// As many contributions as values.
  public init(_ name: String, contributions: [Double], values: [Double]) {
    precondition(contributions.count == values.count, "every contribution is that of a value")
    (self.name, self.contributions, self.values) = (name, contributions, values)
  }

  /// The mean size of the contributions; 0 without rows.
  var meanSize: Double {
    contributions.isEmpty ? 0 : contributions.reduce(0) { $0 + $1.magnitude } / Double(contributions.count)
  }

  /// The values between which colours change: all but the outer twentieths, or all where those are equal.
  var colorRange: ClosedRange<Double>? {
    let sorted = values.filter(\.isFinite).sorted()
    for share in [0.05, 0.01, 0] {
      guard let low = Quantile.value(share, ofSorted: sorted), let high = Quantile.value(1 - share, ofSorted: sorted)
      else { return nil }
      if low < high || share == 0 { return low...high }
    }
    return nil
  }

  /// The share of the colour of each row's value: 0 for low, 1 for high, NaN where there is no value.
  var shares: [Double] {
    guard let range = colorRange else { return values.map { _ in .nan } }
    let width = range.upperBound - range.lowerBound
    return values.map { value in
      guard value.isFinite else { return .nan }
      return width > 0 ? min(max((value - range.lowerBound) / width, 0), 1) : 0.5
    }
  }
}

/// Points that stand for rows: those of a small part of the chart are drawn as a few of them.
enum PointRaster {
  /// At most some points for each column of a range, the fuller columns more of them, in order of their shares.
  ///
  /// - Returns: the middle of the column, the number of the point in it, how many there are, and the colour.
  static func columns(
    _ x: [Double], shares: [Double], in range: ClosedRange<Double>, columns: Int, levels: Int
  ) -> [(x: Double, level: Int, of: Int, share: Double)] {
    var members = [[Double]](repeating: [], count: columns)
    let width = (range.upperBound - range.lowerBound) / Double(columns)
    for (value, share) in zip(x, shares) where range.contains(value) {
      members[min(columns - 1, Int((value - range.lowerBound) / width))].append(share)
    }
    let most = members.map(\.count).max() ?? 0
    return members.enumerated().flatMap { column, shares in
      let drawn = most <= levels ? shares.count : (shares.count * levels + most - 1) / most
      let middle = range.lowerBound + (Double(column) + 0.5) * width
      return picked(drawn, of: shares).enumerated().map { (middle, $0.offset, drawn, $0.element) }
    }
  }

  /// So many of some shares, evenly from the least to the greatest; those without a value come last.
  static func picked(_ count: Int, of shares: [Double]) -> [Double] {
    let sorted = shares.sorted { a, b in b.isNaN ? !a.isNaN : a < b }
    return (0..<count).map { sorted[(2 * $0 + 1) * sorted.count / (2 * count)] }
  }
}
