import Foundation

/// Where the values of two samples are cut into intervals.
public enum DriftBins {
  /// Equal widths over both samples, as many as Sturges' rule gives: the edges of
  /// `numpy.histogram_bin_edges(both, bins="sturges")`, by which evidently bins numbers.
  ///
  /// - Parameter areWhole: whether both hold whole numbers, which get no bins narrower than 1.
  /// - Returns: nil where a sample is empty, or its range is beyond doubles.
  public static func sturges(
    _ first: SampleDistribution, _ second: SampleDistribution, areWhole: Bool
  ) -> [Double]? {
    guard let a = first.minimum, let b = second.minimum, let c = first.maximum, let d = second.maximum else {
      return nil
    }
    var (low, high) = (min(a, b), max(c, d))
    let range = high - low
    guard range.isFinite else { return nil }
    if range == 0 { (low, high) = (low - 0.5, high + 0.5) }
    var width = range / (log2(Double(first.count + second.count)) + 1)
    if areWhole, width < 1 { width = 1 }
    let bins = range == 0 ? 1 : Int((range / width).rounded(.up))
    let step = (high - low) / Double(bins)
    return (0..<bins).map { low + Double($0) * step } + [high]
  }

  /// The quantiles of a sample between so many intervals, each once; an interval has its upper edge.
  ///
  /// Where the least value is an edge itself, a last interval below it takes what lies under all of the sample.
  public static func quantiles(_ sample: SampleDistribution, count: Int) -> [Double] {
    var edges: [Double] = []
    for number in 1..<max(2, count) {
      guard let edge = sample.quantile(Double(number) / Double(count)), edge != edges.last else { continue }
      edges.append(edge)
    }
    if let least = sample.minimum, edges.first == least { edges.insert(least.nextDown, at: 0) }
    return edges
  }
}
