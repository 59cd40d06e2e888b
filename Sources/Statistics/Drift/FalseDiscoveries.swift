/// p-values of many tests at once.
public enum FalseDiscoveries {
  /// The p-values adjusted by Benjamini and Hochberg (1995), in the same order: those up to α are rejected, and of them
  /// a share of at most α is so wrongly on average. Where no hypothesis is false that is the probability of rejecting
  /// any. It is that of `scipy.stats.false_discovery_control`, and holds for tests that are independent or go along
  /// with each other.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues, least = 1.0
    for (place, index) in order.enumerated().reversed() {
      least = min(least, pValues[index] * Double(order.count) / Double(place + 1))
      adjusted[index] = least
    }
    return adjusted
  }
}
