import TestSupport
import Testing
@testable import Verbs

/// The bounds of bands: few digits, and each value in the band that its label says.
@Suite struct ReadableBreakTests {
  @Test("few digits", arguments: [
    (breaks: [5.0 / 3, 10.0 / 3], values: [0, 1, 2, 3, 4, 5], short: [1.67, 3.33]),
    // 1.67 would put a value on the other side.
    ([5.0 / 3, 10.0 / 3], [0, 1.668, 2, 3, 4, 5], [1.667, 3.33]),
    ([112_500], [27_000, 112_500, 337_500.25], [112_500]), ([0.123_456_789], [0.1, 0.2], [0.1235]),
    ([2.5], [1, 2, 3, 4], [2.5]), ([1e-9 / 3], [0, 1e-9], [3.33e-10]),
    ([-12_345.6], [-20_000, -12_346, -12_345, 0], [-12_345.6]),
    ([], [1, 2], []),
  ] as [(breaks: [Double], values: [Double], short: [Double])])
  func short(breaks: [Double], values: [Double], short: [Double]) {
    #expect(ReadableBreaks.of(breaks, among: values) == short)
  }

  @Test("each value stays in its band, and a bound near its place", arguments: 0..<40)
  func bands(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let digits = [1, 10, 1000, 1e9][seed % 4], spread = [1, 1e6, 1e-6, 40][seed / 4 % 4]
    let values = (0..<500).map { _ -> Double in
      let value = Double.random(in: -1...1, using: &random) * spread
      return Int.random(in: 0..<20, using: &random) == 0 ? .nan : (value * digits / spread).rounded() / digits * spread
    }
    for method in ["quantile", "width"] {
      for count in [2, 5, 20, 100] {
        let exact = Breaks.exact(values, method: method, count: count)
        let short = Breaks.of(values, method: method, count: count)
        #expect(short.count == exact.count && zip(short, short.dropFirst()).allSatisfy { $0 < $1 })
        for value in values where !value.isNaN {
          #expect(Breaks.band(of: value, exact) == Breaks.band(of: value, short), "seed \(seed): \(value)")
        }
        for index in exact.indices.dropFirst() {
          #expect(abs(short[index] - exact[index]) <= 0.0100001 * (exact[index] - exact[index - 1]))
        }
      }
    }
  }
}
