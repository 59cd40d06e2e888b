/// How far the distribution functions of two samples lie apart.
public struct SampleGap: Sendable {
  /// The largest distance times the sizes of both samples: a whole number.
  let largestProduct: Int
  /// The sizes of the samples.
  public let sizes: (Int, Int)
  /// The area between both functions: the first Wasserstein distance, as `scipy.stats.wasserstein_distance` has it.
  public let area: Double

  /// The largest distance of both functions (Kolmogorov and Smirnov), from 0 to 1.
  public var largest: Double { Double(largestProduct) / (Double(sizes.0) * Double(sizes.1)) }

  /// Nil where a sample is empty.
  public init?(_ first: SampleDistribution, _ second: SampleDistribution) {
    guard first.count > 0, second.count > 0 else { return nil }
    let (n, m) = (first.count, second.count)
    let perFirst = 1 / Double(n), perSecond = 1 / Double(m)
    var largest = 0, area = 0.0
    var before: (value: Double, gap: Double)?
    Self.walk(first, second) { value, ownUpTo, otherUpTo in
      // All terms are positive: a plain sum loses no digits that matter.
      if let before { area += before.gap * (value - before.value) }
      largest = max(largest, abs(ownUpTo * m - otherUpTo * n))
      let gap = abs(Double(ownUpTo) * perFirst - Double(otherUpTo) * perSecond)
      before = (value, gap)
    }
    (largestProduct, sizes, self.area) = (largest, (n, m), area)
  }

  /// Each distinct value of two samples, ascending, with how many values of each are at most as great.
  @inline(__always)
  static func walk(
    _ first: SampleDistribution, _ second: SampleDistribution, _ body: (Double, Int, Int) -> Void
  ) {
    var (i, j, own, other) = (0, 0, 0, 0)
    while i < first.values.count || j < second.values.count {
      let isFirst = j == second.values.count || (i < first.values.count && first.values[i] <= second.values[j])
      let value = isFirst ? first.values[i] : second.values[j]
      let isBoth = isFirst && j < second.values.count && second.values[j] == value
      if isFirst {
        own = first.upTo[i]
        i += 1
      }
      if !isFirst || isBoth {
        other = second.upTo[j]
        j += 1
      }
      body(value, own, other)
    }
  }
}
