import Foundation

/// How differently two samples fall into the same levels or intervals.
public struct LevelShares: Sendable {
  /// How often each level occurs in the reference.
  public let reference: [Int]
  /// How often each level occurs in the other sample.
  public let current: [Int]
  private let sizes: (Double, Double)

  /// Nil where a sample is empty.
  public init?(reference: [Int], current: [Int]) {
    precondition(reference.count == current.count, "both samples have the same levels")
    (self.reference, self.current) = (reference, current)
    sizes = (Double(reference.reduce(0, +)), Double(current.reduce(0, +)))
    if sizes.0 == 0 || sizes.1 == 0 { return nil }
  }

  /// The square root of the divergence of Jensen and Shannon in natural logarithms, from 0 to √ln 2, as
  /// `scipy.spatial.distance.jensenshannon` and evidently have it.
  public var jensenShannon: Double {
    let divergence = PairwiseSummation.sum(count: reference.count) { level in
      JensenShannon.contribution(Double(reference[level]) / sizes.0, Double(current[level]) / sizes.1)
    }
    // Rounding may leave a little less than nothing of equal samples.
    return max(0, divergence).squareRoot()
  }

  /// How much each level adds to the population stability index: (q − p)·ln(q/p), shares below `smoothing` being that.
  public func stability(smoothing: Double) -> [Double] {
    zip(reference, current).map { level in
      let p = max(smoothing, Double(level.0) / sizes.0), q = max(smoothing, Double(level.1) / sizes.1)
      return (q - p) * log(q / p)
    }
  }

  /// The population stability index: the sum over the levels (Karakoulas 2004; Siddiqi 2006).
  public func stabilityIndex(smoothing: Double) -> Double {
    let terms = stability(smoothing: smoothing)
    return PairwiseSummation.sum(count: terms.count) { terms[$0] }
  }

  /// Some levels made one, which is the last one.
  ///
  /// - Parameter isRare: whether a level with so many in the reference, and in the other sample, is one of them.
  /// - Returns: the shares, and the levels that stand by themselves in front.
  public func pooled(where isRare: (Int, Int) -> Bool) -> (shares: LevelShares, kept: [Int]) {
    let kept = reference.indices.filter { !isRare(reference[$0], current[$0]) }
    let rest = reference.indices.filter { isRare(reference[$0], current[$0]) }
    guard !rest.isEmpty else { return (self, kept) }
    let pool = (rest.reduce(0) { $0 + reference[$1] }, rest.reduce(0) { $0 + current[$1] })
    let shares = LevelShares(
      reference: kept.map { reference[$0] } + [pool.0], current: kept.map { current[$0] } + [pool.1])
    return (shares ?? self, kept)
  }
}
