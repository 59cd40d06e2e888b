/// Whether the probabilities of bands agree with how often class 1 happened in them, after Hosmer and Lemeshow (1980).
///
/// The statistic is Σ (O − n·p̄)² / (n·p̄·(1 − p̄)) over the bands, p̄ being the mean probability of a band. It has as
/// many degrees of freedom as there are bands, since the probabilities are of a model that did not see the rows; of the
/// rows that a model was fitted on it would have two fewer (Hosmer, Lemeshow and Sturdivant 2013, 5.2.2).
public struct HosmerLemeshow: Sendable, Equatable {
  /// Below so many bands it would say no more than the mean does.
  public static let fewestBands = 3

  /// The sum over the bands.
  public let statistic: Double
  /// How many bands there are.
  public let degrees: Int
  /// The probability of such a statistic, or a larger one, where the probabilities hold.
  public let pValue: Double
  /// How many rows of the rarer class are expected where they are fewest: below 5 the χ² distribution is a rough one
  /// (Cochran 1954).
  public let leastExpected: Double

  /// Nil with fewer than three bands, and where something happened that had the probability 0.
  public init?(_ bands: [ScoreBands.Band]) {
    guard bands.count >= Self.fewestBands else { return nil }
    let terms = bands.map { band in
      let rows = Double(band.rows), share = band.meanScore
      let off = Double(band.positives) - rows * share, variance = rows * share * (1 - share)
      return off == 0 ? 0 : off * off / variance
    }
    guard terms.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
    statistic = PairwiseSummation.sum(terms)
    degrees = bands.count
    pValue = ChiSquared.above(statistic, degrees: bands.count)
    leastExpected = bands.map { Double($0.rows) * min($0.meanScore, 1 - $0.meanScore) }.min() ?? 0
  }
}
