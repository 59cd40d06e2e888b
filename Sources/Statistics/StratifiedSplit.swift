/// Parts of given sizes in which every stratum has nearly its share.
public enum StratifiedSplit {
  /// The part of each row, in `0..<fractions.count`.
  ///
  /// Within each stratum, rows are put in order of hash and cut at the cumulative fractions, rounded half up. So each
  /// part's share of a stratum is within one row of exact, the parts of one stratum add up, and a row's part does not
  /// depend on row order. With one stratum for all rows this is a plain random split.
  ///
  /// - Parameters:
  ///   - fractions: the share of each part; positive, with a sum of 1.
  /// - Throws: ``StatisticsError`` where the fractions are not shares of a whole.
  public static func assign(strata: [Int], hashes: [UInt64], fractions: [Double]) throws(StatisticsError) -> [Int] {
    precondition(strata.count == hashes.count, "each row has one stratum and one hash")
    let sum = fractions.reduce(0, +)
    guard fractions.allSatisfy({ $0 > 0 }), abs(sum - 1) < 1e-9 else {
      throw StatisticsError("the shares of a split must be positive and add up to 1, not \(sum)")
    }
    let order = Strata.order(strata, hashes)
    var part = [Int](repeating: fractions.count - 1, count: strata.count)
    var start = 0
    for (_, count) in Strata.counts(strata) {
      var (cumulative, from) = (0.0, 0)
      for (index, fraction) in fractions.dropLast().enumerated() {
        cumulative += fraction
        let end = min(count, Int((cumulative * Double(count)).rounded()))
        for position in from..<max(from, end) { part[order[start + position]] = index }
        from = max(from, end)
      }
      start += count
    }
    return part
  }
}
