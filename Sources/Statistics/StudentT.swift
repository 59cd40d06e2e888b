import Foundation

/// Student's t distribution.
public enum StudentT {
  /// The probability of a value of at most `t`, with so many degrees of freedom (above 0, need not be whole).
  ///
  /// By the regularised incomplete beta function: P(T ≤ t) = 1 − I_{ν/(ν+t²)}(ν/2, ½) / 2 for t ≥ 0.
  public static func cumulative(_ t: Double, degrees: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : t > 0 ? 1 : 0 }
    // Of two forms the one whose argument is not close to 1, where it would lose its digits.
    let square = t * t
    let tail = square < degrees
      ? 0.5 - IncompleteBeta.regularised(square / (degrees + square), 0.5, degrees / 2) / 2
      : IncompleteBeta.regularised(degrees / (degrees + square), degrees / 2, 0.5) / 2
    return t >= 0 ? 1 - tail : tail
  }

  /// The probability of a value at least as far from 0 as `t`.
  public static func twoSided(_ t: Double, degrees: Double) -> Double {
    2 * cumulative(-abs(t), degrees: degrees)
  }

  /// The value that is not exceeded with probability `p`, strictly between 0 and 1; by bisection to the last bits.
  public static func quantile(_ p: Double, degrees: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability between 0 and 1")
    if p < 0.5 { return -quantile(1 - p, degrees: degrees) }
    var (low, high) = (0.0, 1.0)
    while cumulative(high, degrees: degrees) < p, high < .greatestFiniteMagnitude / 4 { high *= 2 }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if cumulative(middle, degrees: degrees) < p { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}

/// The regularised incomplete beta function I_x(a, b), by the continued fraction of Lentz's method (Numerical Recipes,
/// 6.4, after Abramowitz and Stegun 26.5.8).
enum IncompleteBeta {
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    // The fraction converges quickly below the mean.
    return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0, d = 1 / kept(1 - (a + b) * x / (a + 1))
    var product = d
    for step in 1...10_000 {
      let m = Double(step)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / kept(1 + numerator * d)
        c = kept(1 + numerator / c)
        product *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return product
  }
}
