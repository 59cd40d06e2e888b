extension KeyedRandom {
  /// Uniform in [0, 1), with 53 random bits.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in `range`.
  package mutating func uniform(_ range: Range<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// A whole number in `0..<limit`, by multiplication (the bias of at most limit / 2⁶⁴ is of no matter here).
  package mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// A whole number in `range`.
  package mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True with the given probability.
  package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// Normal with mean 0 and variance 1, by inversion: one draw of the stream per number.
  package mutating func normal() -> Double { PortableMath.normalQuantile(unit() + 0x1p-54) }

  /// A number whose logarithm is normal around `log(median)` with standard deviation `spread`.
  package mutating func logNormal(median: Double, spread: Double) -> Double {
    median * PortableMath.exp(spread * normal())
  }

  /// Exponential with the given mean.
  package mutating func exponential(mean: Double) -> Double { -mean * PortableMath.log(1 - unit()) }

  /// Poisson by inversion; meant for means up to about 20.
  package mutating func poisson(mean: Double) -> Int {
    var probability = PortableMath.exp(-mean)
    var left = unit() - probability
    var count = 0
    while left >= 0, count < 200 {
      count += 1
      probability *= mean / Double(count)
      left -= probability
    }
    return count
  }
}
