import Foundation

/// Pearson's χ² test of whether two samples fall into levels alike (`scipy.stats.chi2_contingency` without Yates'
/// correction).
public struct ChiSquared: Sendable, Equatable {
  /// Σ(observed − expected)²/expected.
  public let statistic: Double
  /// The levels that occur, less one.
  public let degrees: Int
  /// The probability of such a statistic, or a larger one, where both samples are of one distribution.
  public let pValue: Double

  /// How often each level occurs in either sample; nil where a sample is empty.
  public init?(_ first: [Int], _ second: [Int]) {
    precondition(first.count == second.count, "both samples have the same levels")
    let sizes = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
    guard sizes.0 > 0, sizes.1 > 0 else { return nil }
    let total = sizes.0 + sizes.1
    statistic = PairwiseSummation.sum(count: first.count) { level in
      let both = Double(first[level] + second[level])
      guard both > 0 else { return 0 }
      let expected = (both * sizes.0 / total, both * sizes.1 / total)
      let off = (Double(first[level]) - expected.0, Double(second[level]) - expected.1)
      return off.0 * off.0 / expected.0 + off.1 * off.1 / expected.1
    }
    degrees = max(0, zip(first, second).count { $0 + $1 > 0 } - 1)
    pValue = degrees == 0 ? 1 : Self.above(statistic, degrees: degrees)
  }

  /// P(χ² ≥ x): the regularised upper incomplete gamma function Q(degrees/2, x/2).
  public static func above(_ x: Double, degrees: Int) -> Double {
    IncompleteGamma.upper(Double(degrees) / 2, x / 2)
  }
}

/// The regularised incomplete gamma functions, by their series below the mean and by Lentz's continued fraction above
/// it (Numerical Recipes, 6.2).
enum IncompleteGamma {
  static func upper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    let front = exp(a * log(x) - x - lgamma(a))
    return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var (term, sum, step) = (1 / a, 1 / a, a)
    for _ in 0..<100_000 {
      step += 1
      term *= x / step
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var b = x + 1 - a, c = 1 / tiny, d = 1 / kept(b)
    var product = d
    for index in 1...100_000 {
      let numerator = -Double(index) * (Double(index) - a)
      b += 2
      d = 1 / kept(numerator * d + b)
      c = kept(b + numerator / c)
      product *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return product
  }
}
