/// Merges neighbouring bins until the share of events rises or falls throughout.
///
/// Adjacent violators are pooled in both directions, and the one with the greater information value is kept, rising
/// where they are equal. Then the neighbours whose merging loses the least information value are merged, the first
/// among equals, until there are no more than wanted.
public enum MonotoneBins {
  /// - Parameters:
  ///   - bins: the counts of the fine bins in order; both classes occur. One without rows joins its predecessor.
  ///   - limit: the most bins wanted, from 1.
  /// - Returns: the fine bins that each merged bin consists of, in order.
  public static func merge(_ bins: [WeightOfEvidence.Counts], limit: Int) -> [Range<Int>] {
    let rising = pooled(bins) { $0.events * $1.rows >= $1.events * $0.rows }
    let falling = pooled(bins) { $0.events * $1.rows <= $1.events * $0.rows }
    var merged = value(falling, bins) > value(rising, bins) ? falling : rising
    while merged.count > max(1, limit) {
      let values = (1..<merged.count).map { value(joining(merged, at: $0), bins) }
      let best = values.indices.max { values[$0] < values[$1] || values[$0] == values[$1] && $0 > $1 } ?? 0
      merged = joining(merged, at: best + 1)
    }
    return merged
  }

  /// Joins each bin with its predecessor for as long as the pair violates the order.
  private static func pooled(
    _ bins: [WeightOfEvidence.Counts], _ violates: (WeightOfEvidence.Counts, WeightOfEvidence.Counts) -> Bool
  ) -> [Range<Int>] {
    var ranges: [Range<Int>] = [], counts: [WeightOfEvidence.Counts] = []
    for (index, bin) in bins.enumerated() {
      ranges.append(index..<index + 1)
      counts.append(bin)
      while counts.count > 1, violates(counts[counts.count - 2], counts[counts.count - 1]) {
        let (range, own) = (ranges.removeLast(), counts.removeLast())
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<range.upperBound
        counts[counts.count - 1] = counts[counts.count - 1] + own
      }
    }
    return ranges
  }

  private static func joining(_ ranges: [Range<Int>], at index: Int) -> [Range<Int>] {
    var out = ranges
    out[index - 1] = ranges[index - 1].lowerBound..<ranges[index].upperBound
    out.remove(at: index)
    return out
  }

  private static func value(_ ranges: [Range<Int>], _ bins: [WeightOfEvidence.Counts]) -> Double {
    WeightOfEvidence(ranges.map { bins[$0].reduce(WeightOfEvidence.Counts(), +) }).informationValue
  }
}
