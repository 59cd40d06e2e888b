/// The parts of a Brier score, after Murphy (1973): reliability − resolution + uncertainty.
///
/// With bands of scores in the place of distinct ones something is left over inside of the bands, which Stephenson,
/// Coelho and Jolliffe (2008) give as a variance less a covariance; with it the parts are the score exactly.
public struct BrierDecomposition: Sendable, Equatable {
  /// The mean squared distance of a band's probability from its share of class 1; 0 is perfect.
  public let reliability: Double
  /// The mean squared distance of a band's share of class 1 from that of all rows; the greater the better.
  public let resolution: Double
  /// The share of class 1 times that of class 0: what the score of the mean would be.
  public let uncertainty: Double
  /// What scores that differ inside of a band add, or take away.
  public let withinBands: Double

  /// The Brier score itself.
  public var brier: Double { reliability - resolution + uncertainty + withinBands }

  /// - Parameters:
  ///   - ranked: all rows, at least one.
  ///   - bands: of these rows.
  ///   - labels: 0 or 1 for each row.
  ///   - probabilities: of class 1.
  public init(_ ranked: RankedScores, bands: [ScoreBands.Band], labels: [Double], probabilities: [Double]) {
    precondition(ranked.rows > 0, "a score is of some rows")
    let rows = Double(ranked.rows), rate = Double(ranked.positives) / rows
    func mean(_ part: (ScoreBands.Band) -> Double) -> Double {
      PairwiseSummation.sum(count: bands.count) { Double(bands[$0].rows) * part(bands[$0]) } / rows
    }
    reliability = mean { ($0.meanScore - $0.rate) * ($0.meanScore - $0.rate) }
    resolution = mean { ($0.rate - rate) * ($0.rate - rate) }
    uncertainty = rate * (1 - rate)
    withinBands = mean { band in
      PairwiseSummation.sum(count: band.rows) { offset in
        let row = ranked.order[band.places.lowerBound + offset]
        let off = probabilities[row] - band.meanScore
        return off * off - 2 * off * (labels[row] - band.rate)
      } / Double(band.rows)
    }
  }
}
