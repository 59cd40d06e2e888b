/// Rows in bands of their scores, about equally many in each; rows of one score stay together.
///
/// The borders are the quantiles of the scores with linear interpolation, and a score at a border belongs below it, as
/// in scikit-learn's `calibration_curve` with `strategy="quantile"`. Bands without rows are left out.
public struct ScoreBands: Sendable {
  /// The rows between two borders.
  public struct Band: Sendable, Equatable {
    /// The lowest score in it.
    public let lowest: Double
    /// The highest score in it.
    public let highest: Double
    /// The mean of its scores.
    public let meanScore: Double
    /// How many of its rows have class 1.
    public let positives: Int
    /// Where its rows stand in the order of the ranking.
    public let places: Range<Int>

    /// How many rows it has, at least one.
    public var rows: Int { places.count }
    /// The share of class 1.
    public var rate: Double { Double(positives) / Double(rows) }
  }

  /// By ascending score.
  public let bands: [Band]

  /// - Parameter count: how many bands there are where scores differ enough, at least 1.
  public init(_ ranked: RankedScores, count: Int) {
    precondition(count > 0, "rows are in some band")
    let ends = ranked.scores.indices.map {
      ranked.rows - ranked.positivesFrom[$0 + 1] - ranked.negativesFrom[$0 + 1]
    }
    let borders = (1..<max(count, 1)).map { Self.border($0, of: count, ranked, ends) }
    var (bands, first, band): ([Band], Int, Int) = ([], 0, 0)
    for index in ranked.scores.indices {
      let score = ranked.scores[index]
      var own = band
      while own < borders.count, borders[own] < score { own += 1 }
      if own != band, index > first { bands.append(Self.band(first..<index, ranked, ends)) }
      if own != band { (first, band) = (index, own) }
    }
    if first < ranked.scores.count { bands.append(Self.band(first..<ranked.scores.count, ranked, ends)) }
    self.bands = bands
  }

  /// A quantile by its place among the rows, whose parts are whole numbers: nothing is rounded before the last step.
  private static func border(_ number: Int, of count: Int, _ ranked: RankedScores, _ ends: [Int]) -> Double {
    guard ranked.rows > 0 else { return 0 }
    let place = (ranked.rows - 1) * number
    let (low, high) = (score(place / count, ranked, ends), score(min(place / count + 1, ranked.rows - 1), ranked, ends))
    if low == high { return low }
    let share = Double(place % count) / Double(count)
    return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share)
  }

  /// The score of the row at a place of the order.
  private static func score(_ place: Int, _ ranked: RankedScores, _ ends: [Int]) -> Double {
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return ranked.scores[low]
  }

  /// The band of some distinct scores.
  private static func band(_ scores: Range<Int>, _ ranked: RankedScores, _ ends: [Int]) -> Band {
    let start = scores.lowerBound > 0 ? ends[scores.lowerBound - 1] : 0
    let end = ends[scores.upperBound - 1]
    let total = PairwiseSummation.sum(count: scores.count) { offset in
      let index = scores.lowerBound + offset
      return ranked.scores[index] * Double(ends[index] - (index > 0 ? ends[index - 1] : 0))
    }
    return Band(
      lowest: ranked.scores[scores.lowerBound], highest: ranked.scores[scores.upperBound - 1],
      meanScore: total / Double(end - start),
      positives: ranked.positivesFrom[scores.lowerBound] - ranked.positivesFrom[scores.upperBound],
      places: start..<end)
  }
}

extension ScoreBands {
  /// What each band costs if all of it is granted, and if all of it is refused; a gain is negative.
  ///
  /// - Parameter labels: those of all rows, whose numbers the ranking has.
  /// - Throws: ``StatisticsError`` for a missing amount.
  public func totals(
    _ costs: OutcomeCosts, of ranked: RankedScores, labels: [Double]
  ) throws(StatisticsError) -> [(granted: Double, refused: Double)] {
    try costs.validate(rows: labels.count)
    return bands.map { band in
      let rows = ranked.order[band.places]
      func total(_ cost: OutcomeCost, _ label: Double, _ count: Int) -> Double {
        if case .constant(let amount) = cost { return amount * Double(count) }
        var sum = CompensatedSum()
        for row in rows where labels[row] == label { sum.add(cost.amount(row)) }
        return sum.total
      }
      let (bad, good) = (band.positives, band.rows - band.positives)
      return (
        granted: total(costs.falseNegative, 1, bad) + total(costs.trueNegative, 0, good),
        refused: total(costs.truePositive, 1, bad) + total(costs.falsePositive, 0, good)
      )
    }
  }
}
