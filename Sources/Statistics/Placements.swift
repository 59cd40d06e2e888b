/// For each row the share of the other class that its score ranks rightly against, ties by half: what the variances of
/// DeLong, DeLong and Clarke-Pearson (1988) are made of, from midranks in one sort as in Sun and Xu (2014).
struct Placements {
  /// The share of each row, from 0 to 1.
  let ofRow: [Double]
  /// The rows of class 1 by ascending score.
  let ones: [Int]
  /// The rows of class 0 by ascending score.
  let zeros: [Int]

  /// Nil with fewer than two rows of a class.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: as many, none of them NaN.
  init?(labels: [Double], scores: [Double]) {
    precondition(labels.count == scores.count, "each row has one label and one score")
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let ones = order.filter { labels[$0] == 1 }, zeros = order.filter { labels[$0] != 1 }
    guard ones.count > 1, zeros.count > 1 else { return nil }
    let all = Self.midranks(order, scores)
    let ofOnes = Self.midranks(ones, scores), ofZeros = Self.midranks(zeros, scores)
    var shares = [Double](repeating: 0, count: scores.count)
    for row in ones { shares[row] = (all[row] - ofOnes[row]) / Double(zeros.count) }
    for row in zeros { shares[row] = 1 - (all[row] - ofZeros[row]) / Double(ones.count) }
    (ofRow, self.ones, self.zeros) = (shares, ones, zeros)
  }

  /// The midrank, from 1, of each of some rows that are in the order of their scores, at the row's own place.
  private static func midranks(_ order: [Int], _ scores: [Double]) -> [Double] {
    var ranks = [Double](repeating: 0, count: scores.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
