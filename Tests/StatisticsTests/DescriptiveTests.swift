import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let values: [Double?]
    let count: Int
    let sum: Double
    let mean, variance, std, skewness, min, max: Double?
    let quantiles: [Double?]
  }
  let tolerance: Double
  let shares: [Double]
  let cases: [Case]
}

@Suite struct DescriptiveTests {
  @Test func equalsPandas() throws {
    let expected = try Parity.expected("descriptive", as: Expected.self)
    #expect(expected.cases.count == 9)
    for test in expected.cases {
      let values = Descriptive(test.values.map { $0 ?? .nan })
      #expect(values.count == test.count && values.missing == test.values.count - test.count, "\(test.name)")
      let pairs = [
        (values.sum, test.sum), (values.mean, test.mean), (values.variance, test.variance),
        (values.standardDeviation, test.std), (values.skewness, test.skewness), (values.minimum, test.min),
        (values.maximum, test.max),
      ]
      for (index, (value, wanted)) in pairs.enumerated() {
        #expect((value == nil) == (wanted == nil), "\(test.name), value \(index)")
        guard let value, let wanted else { continue }
        #expect(abs(value - wanted) <= expected.tolerance * max(1, abs(wanted)), "\(test.name), value \(index)")
      }
    }
  }

  @Test func quantilesEqualNumpy() throws {
    let expected = try Parity.expected("descriptive", as: Expected.self)
    for test in expected.cases {
      let quantiles = Quantiles(test.values.map { $0 ?? .nan })
      #expect(expected.shares.map { quantiles($0) } == test.quantiles, "\(test.name)")
      #expect(quantiles.median == quantiles(0.5))
    }
  }

  @Test func figuresThatOverflowAreNil() {
    let far = Descriptive([1e308, 1.5e308, 1.2e308])
    #expect(far.mean == nil && far.variance == nil && far.standardDeviation == nil && far.skewness == nil)
    #expect(far.minimum == 1e308 && far.maximum == 1.5e308)
    let wide = Descriptive([-1e200, 1e200, 0])
    #expect(wide.mean == 0 && wide.variance == nil && wide.skewness == nil)
    let both = Descriptive((0..<40).map { $0 % 2 == 0 ? 1.5e308 : -1.5e308 })
    #expect(both.mean == nil && both.variance == nil && both.skewness == nil)
  }

  @Test func sumsKeepTheirDigits() {
    // A million tenths: one running sum is off by 1e-6.
    #expect(abs(PairwiseSummation.sum(Array(repeating: 0.1, count: 1_000_000)) - 100_000) < 1e-9)
    for count in 0...300 {
      #expect(PairwiseSummation.sum(count: count) { Double($0) } == Double(count * (count - 1) / 2), "\(count) terms")
    }
  }
}
