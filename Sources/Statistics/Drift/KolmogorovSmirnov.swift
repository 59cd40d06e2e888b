/// The two-sample test of Kolmogorov and Smirnov, with the p-value of `scipy.stats.ks_2samp(method="auto")`.
///
/// Of samples of at most 10 000 values the p-value is exact (a lattice path stays between two diagonals: Hodges 1958);
/// of larger ones it is that of a single sample of nm/(n + m) values (Simard and L'Ecuyer 2011). Ties make it greater.
public struct KolmogorovSmirnov: Sendable, Equatable {
  /// The largest distance of both distribution functions.
  public let statistic: Double
  /// The probability of such a distance, or a larger one, where both samples are of one distribution.
  public let pValue: Double
  /// Whether all paths were counted.
  public let isExact: Bool

  /// The largest samples whose paths are counted.
  private static let mostExact = 10_000
  /// Beyond this n·d² the probability is below 1e-15 in both ways, and counting would take long.
  private static let certain = 18.0

  /// The test of the distance of two samples.
  public init(_ gap: SampleGap) {
    let (n, m) = gap.sizes
    let effective = Double(n) * Double(m) / Double(n + m)
    statistic = gap.largest
    isExact = max(n, m) <= Self.mostExact && effective * statistic * statistic <= Self.certain
    let p = isExact
      ? LatticePaths.leaving(n, m, product: gap.largestProduct)
      : KolmogorovDistribution.above(statistic, count: Int(effective.rounded(.toNearestOrEven)))
    pValue = min(1, max(0, p))
  }
}

/// Paths of steps to the right and upwards that leave the space between two diagonals.
enum LatticePaths {
  /// The share of paths from (0, 0) to (n, m) that reach |x/n − y/m| = product/(nm) somewhere.
  static func leaving(_ n: Int, _ m: Int, product: Int) -> Double {
    guard product > 0 else { return 1 }
    let divisor = greatestCommonDivisor(n, m)
    let height = product / divisor
    return n == m ? square(n, height) : strip(max(n, m), min(n, m), divisor, height)
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// 2·(C(2n, n − h) − C(2n, n − 2h) + …)/C(2n, n), from the last term on, so that nothing cancels (as scipy does).
  private static func square(_ n: Int, _ height: Int) -> Double {
    var share = 0.0
    for k in stride(from: n / height, through: 0, by: -1) {
      var term = 1.0
      for j in 0..<height { term = Double(n - k * height - j) * term / Double(n + k * height + j + 1) }
      share = term * (1 - share)
    }
    return 2 * share
  }

  /// Column by column of the lattice, the share of the paths to each point inside that have left before; only a window
  /// of a column is inside (scipy's `_compute_outer_prob_inside_method`). `n` is the larger one.
  private static func strip(_ n: Int, _ m: Int, _ divisor: Int, _ height: Int) -> Double {
    let (perX, perY) = (m / divisor, n / divisor)
    var (low, high) = (0, min((height + perY - 1) / perY, m + 1))
    var length = high - low
    var shares = [Double](repeating: 1, count: min(2 * high + 2, m + 1))
    for index in 0..<high { shares[index] = 0 }
    for x in 1...n {
      let (lastLow, lastLength) = (low, length)
      low = min(max(floorDivided(perX * x - height, perY) + 1, 0), m)
      high = min((perX * x + height + perY - 1) / perY, m + 1)
      if high <= low { return 1 }
      var share = low == 0 ? 0.0 : 1.0
      for y in low..<high {
        let per = 1 / Double(x + y)
        share = shares[y - lastLow] * (Double(x) * per) + share * (Double(y) * per)
        shares[y - low] = share
      }
      length = high - low
      if lastLength > length { for index in length..<lastLength { shares[index] = 1 } }
    }
    return shares[length - 1]
  }

  private static func floorDivided(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }
}
