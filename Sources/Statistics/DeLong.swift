/// The standard error of an AUC by DeLong, DeLong and Clarke-Pearson (1988), from midranks in one sort as in Sun and Xu
/// (2014).
public struct DeLong: Sendable, Equatable {
  /// The area under the ROC curve.
  public let area: Double
  /// The standard error of the area.
  public let standardError: Double

  /// The interval that holds the true area with 95 % confidence, cut off at 0 and 1.
  public var interval: ClosedRange<Double> {
    let reach = 1.959963984540054 * standardError
    return max(0, area - reach)...min(1, area + reach)
  }

  /// Nil with fewer than two rows of a class.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: as many, none of them NaN.
  public init?(labels: [Double], scores: [Double]) {
    precondition(labels.count == scores.count, "each row has one label and one score")
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let ones = order.filter { labels[$0] == 1 }, zeros = order.filter { labels[$0] != 1 }
    guard ones.count > 1, zeros.count > 1 else { return nil }
    let (m, n) = (Double(ones.count), Double(zeros.count))
    let all = Self.midranks(order, scores)
    // For each row the share of the other class that it beats, ties by half.
    let beaten = zip(ones, Self.midranks(ones, scores)).map { (all[$0] - $1) / n }
    let beating = zip(zeros, Self.midranks(zeros, scores)).map { 1 - (all[$0] - $1) / m }
    area = PairwiseSummation.sum(beaten) / m
    let variance = Self.variance(beaten) / m + Self.variance(beating) / n
    standardError = variance.squareRoot()
  }

  /// The midrank, from 1, of each of some rows that are in the order of their scores, at the row's own place.
  private static func midranks(_ order: [Int], _ scores: [Double]) -> Ranks {
    var ranks = [Double](repeating: 0, count: scores.count), inOrder: [Double] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in start..<end { ranks[order[place]] = rank }
      inOrder += Array(repeating: rank, count: end - start)
      start = end
    }
    return Ranks(ofRow: ranks, inOrder: inOrder)
  }

  private static func variance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = PairwiseSummation.sum(values) / count
    return PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * (values[$0] - mean) } / (count - 1)
  }

  /// Ranks by row, and as a sequence in the order of the rows that were ranked.
  private struct Ranks: Sequence {
    let ofRow: [Double]
    let inOrder: [Double]

    subscript(row: Int) -> Double { ofRow[row] }
    func makeIterator() -> IndexingIterator<[Double]> { inOrder.makeIterator() }
  }
}
