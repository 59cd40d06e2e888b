import Foundation

/// Probabilities of a binomial variable by the deviance, which loses no digits for many trials (Loader 2000).
enum Binomial {
  static func probability(of k: Int, among n: Int, at p: Double) -> Double {
    if k == 0 { return exp(Double(n) * log1p(-p)) }
    if k == n { return exp(Double(n) * log(p)) }
    let (hits, misses, size) = (Double(k), Double(n - k), Double(n))
    let exponent = stirlingError(n) - stirlingError(k) - stirlingError(n - k)
      - deviance(hits, size * p) - deviance(misses, size * (1 - p))
    return exp(exponent) * (size / (2 * .pi * hits * misses)).squareRoot()
  }

  /// The probability of at most `k`, which lies below the mean: terms fall from there on.
  static func probability(upTo k: Int, among n: Int, at p: Double) -> Double {
    var term = probability(of: k, among: n, at: p), sum = term, x = k
    while x > 0, term > sum * 1e-18 {
      term *= Double(x) / Double(n - x + 1) * ((1 - p) / p)
      sum += term
      x -= 1
    }
    return sum
  }

  /// The probability of at least `k`, which lies above the mean.
  static func probability(from k: Int, among n: Int, at p: Double) -> Double {
    probability(upTo: n - k, among: n, at: 1 - p)
  }

  /// x·ln(x/m) + m − x.
  private static func deviance(_ x: Double, _ mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v, term = 2 * x * v
    for index in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * index + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// What Stirling's formula lacks in ln n!.
  private static func stirlingError(_ n: Int) -> Double {
    if n < exact.count { return exact[n] }
    let x = Double(n)
    return coefficients.reduce(0) { sum, coefficient in coefficient - sum / (x * x) } / x
  }

  /// Of Stirling's series, from the last one.
  private static let coefficients: [Double] = [1.0 / 1188, 1.0 / 1680, 1.0 / 1260, 1.0 / 360, 1.0 / 12]

  private static let exact: [Double] = (0..<16).map { n -> Double in
    guard n > 0 else { return 0 }
    let x = Double(n)
    let stirling: Double = (x + 0.5) * log(x) - x + log(2 * Double.pi) / 2
    return lgamma(x + 1) - stirling
  }
}
