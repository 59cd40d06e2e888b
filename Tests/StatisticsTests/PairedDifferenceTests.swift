import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Pair: Decodable {
    let differences: [Double]
    let share: Double
    let mean: Double
    let low: Double
    let high: Double
    let p: Double
  }
  /// Degrees of freedom, t, P(T ≤ sign · t), and the sign.
  let cumulative: [[Double]]
  let inverse: [[Double]]
  let pairs: [Pair]
}

@Suite struct PairedDifferenceTests {
  @Test func studentsTEqualsSciPy() throws {
    let expected = try Parity.expected("intervals", as: Expected.self)
    #expect(expected.cumulative.count == 84 && expected.inverse.count == 42)
    for row in expected.cumulative {
      let found = StudentT.cumulative(row[1] * row[3], degrees: row[0])
      #expect(abs(found - row[2]) <= 1e-12 * max(row[2], 1e-3), "P(T ≤ \(row[1] * row[3])) of \(row[0])")
    }
    for row in expected.inverse {
      let found = StudentT.quantile(row[1], degrees: row[0])
      #expect(abs(found - row[2]) <= 1e-9 * max(1, abs(row[2])), "quantile \(row[1]) of \(row[0])")
    }
  }

  @Test func intervalsAreThoseOfNadeauAndBengio() throws {
    let expected = try Parity.expected("intervals", as: Expected.self)
    #expect(expected.pairs.count == 4)
    for pair in expected.pairs {
      let found = try #require(PairedDifference(pair.differences, testShare: pair.share))
      let values = [found.mean, found.interval.lowerBound, found.interval.upperBound, found.pValue]
      for (own, other) in zip(values, [pair.mean, pair.low, pair.high, pair.p]) {
        #expect(abs(own - other) <= 1e-10 * max(1, abs(other)))
      }
    }
  }

  @Test func whatHasNoSpread() {
    #expect(PairedDifference([0.1], testShare: 0.25) == nil)
    #expect(PairedDifference([0.1, .nan], testShare: 0.25) == nil)
    let equal = PairedDifference([0, 0, 0], testShare: 0.5)
    #expect(equal?.pValue == 1 && equal?.interval == 0...0)
    let constant = PairedDifference([0.5, 0.5], testShare: 1)
    #expect(constant?.pValue == 0 && constant?.mean == 0.5)
  }
}
