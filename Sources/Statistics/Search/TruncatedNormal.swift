import Foundation

/// A normal distribution of which only an interval is left.
struct TruncatedNormal: Sendable {
  private let mean: Double
  private let deviation: Double
  /// The ends of the interval in deviations from the mean.
  private let low: Double
  private let high: Double
  /// The logarithm of the whole distribution's probability of the interval.
  let logMass: Double
  private let logDeviation: Double

  init(mean: Double, deviation: Double, low: Double, high: Double) {
    (self.mean, self.deviation) = (mean, deviation)
    (self.low, self.high) = ((low - mean) / deviation, (high - mean) / deviation)
    logMass = Self.logMass(self.low, self.high)
    logDeviation = log(deviation)
  }

  /// The logarithm of the density at a value inside the interval.
  func logDensity(_ value: Double) -> Double {
    let distance = (value - mean) / deviation
    return -0.5 * distance * distance - Self.logRootOfTwoPi - logMass - logDeviation
  }

  /// The logarithm of the probability of an interval inside this one.
  func logProbability(_ lower: Double, _ upper: Double) -> Double {
    Self.logMass((lower - mean) / deviation, (upper - mean) / deviation) - logMass
  }

  /// The value below which the share lies.
  func quantile(_ share: Double) -> Double {
    if share <= 0 { return mean + low * deviation }
    // The left tail is exact where the right one is lost in rounding.
    let standard = low < 0
      ? Self.inverse(Self.logSum(Self.logBelow(low), log(share) + logMass), in: low...high)
      : -Self.inverse(Self.logSum(Self.logBelow(-high), log1p(-share) + logMass), in: -high ... -low)
    return mean + standard * deviation
  }

  private static let logRootOfTwoPi = 0.5 * log(2 * Double.pi)

  /// log P(Z < x) of the standard normal distribution.
  static func logBelow(_ x: Double) -> Double {
    if x > -20 { return x > 6 ? -0.5 * erfc(x / 2.0.squareRoot()) : log(0.5 * erfc(-x / 2.0.squareRoot())) }
    // 1 − 1/x² + 3/x⁴ − …, Abramowitz and Stegun 26.2.12: from −20 on, the terms fall below the precision.
    var (term, sum) = (1.0, 1.0)
    for order in 1...8 {
      term *= -Double(2 * order - 1) / (x * x)
      sum += term
    }
    return -0.5 * x * x - log(-x) - logRootOfTwoPi + log(sum)
  }

  /// log P(low < Z < high) of the standard normal distribution.
  static func logMass(_ low: Double, _ high: Double) -> Double {
    if high <= 0 { return logDifference(logBelow(high), logBelow(low)) }
    if low > 0 { return logDifference(logBelow(-low), logBelow(-high)) }
    return log1p(-exp(logBelow(low)) - exp(logBelow(-high)))
  }

  /// The x in an interval with log P(Z < x) = `target`: Newton's method, halving the interval where that leaves it.
  private static func inverse(_ target: Double, in interval: ClosedRange<Double>) -> Double {
    var (lower, upper) = (interval.lowerBound, interval.upperBound)
    var x = min(max(0, lower), upper)
    for _ in 0..<200 {
      let logBelow = logBelow(x)
      let excess = logBelow - target
      if excess > 0 { upper = x } else { lower = x }
      let step = excess * exp(logBelow + 0.5 * x * x + logRootOfTwoPi)
      let newton = x - step
      let next = newton > lower && newton < upper ? newton : 0.5 * (lower + upper)
      if abs(next - x) <= 1e-14 * abs(x) { return next }
      x = next
    }
    return x
  }

  private static func logSum(_ a: Double, _ b: Double) -> Double {
    let greater = max(a, b)
    return greater + log1p(exp(min(a, b) - greater))
  }

  private static func logDifference(_ greater: Double, _ less: Double) -> Double {
    greater + log1p(-exp(less - greater))
  }
}
