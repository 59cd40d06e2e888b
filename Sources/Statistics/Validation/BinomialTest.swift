/// Whether a count of rows agrees with the probability that was foreseen for them.
public enum BinomialTest {
  /// The exact two-sided p-value of so many rows where each has the probability: that of all counts that are no
  /// likelier than this one (`scipy.stats.binomtest`, which takes probabilities that differ by 1e-7 of themselves for
  /// equal).
  ///
  /// Where probabilities differ from row to row, counts vary less than with their mean, so that the test is cautious.
  ///
  /// - Parameters:
  ///   - count: from 0 to `rows`.
  ///   - rows: at least 1.
  ///   - probability: from 0 to 1.
  public static func twoSided(_ count: Int, of rows: Int, probability: Double) -> Double {
    precondition(rows > 0 && (0...rows).contains(count), "a share is of some rows")
    if probability <= 0 { return count == 0 ? 1 : 0 }
    if probability >= 1 { return count == rows ? 1 : 0 }
    let mean = probability * Double(rows)
    if Double(count) == mean { return 1 }
    // Above the mean all is as below it for the rows that do not count.
    return Double(count) < mean
      ? below(count, rows, probability) : below(rows - count, rows, 1 - probability)
  }

  /// For a count below the mean: what it and fewer have, and what those above the mean have that are no likelier.
  private static func below(_ count: Int, _ rows: Int, _ probability: Double) -> Double {
    let most = Binomial.probability(of: count, among: rows, at: probability) * (1 + 1e-7)
    let start = first(Int((probability * Double(rows)).rounded(.up))...rows + 1) { other in
      other > rows || Binomial.probability(of: other, among: rows, at: probability) <= most
    }
    let above = start > rows ? 0 : Binomial.probability(from: start, among: rows, at: probability)
    return min(1, Binomial.probability(upTo: count, among: rows, at: probability) + above)
  }

  /// The first of some numbers for which something holds that then holds for all behind it, as for the last one.
  private static func first(_ numbers: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (numbers.lowerBound, numbers.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
