import Kernels
import Testing
import TestSupport

@Suite struct SummationTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 8, 9, 33, 1023, 1024, 1025, 4100])
  func momentsAreTheSumAndTheFirstExtremes(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let values = (0..<count + 3).map { _ -> Double in
      let value = Double.random(in: -1e6...1e9, using: &random)
      return value < 2e8 ? Bool.random(using: &random) ? 0 : -0.0 : value
    }
    values.withUnsafeBufferPointer { values in
      let range = 3..<count + 3, moments = Summation.moments(values, range)
      #expect(moments.sum.bitPattern == Summation.sum(values, range).bitPattern)
      guard count > 0 else { return }
      #expect(moments.least.bitPattern == Extremes.least(values, range).bitPattern)
      #expect(moments.greatest.bitPattern == Extremes.greatest(values, range).bitPattern)
    }
  }

  @Test func everyTailTakesPartInTheExtremes() {
    for count in 1...9 {
      for place in 0..<count {
        var values = [Double](repeating: 5, count: count)
        values[place] = -3
        values.withUnsafeBufferPointer { #expect(Summation.moments($0, 0..<count).least == -3) }
        values[place] = 8
        values.withUnsafeBufferPointer { #expect(Summation.moments($0, 0..<count).greatest == 8) }
      }
    }
  }

  @Test(arguments: [2, 3, 6, 1024, 1027, 5000]) func deviationsAreThoseOfTwoPasses(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let values = (0..<count).map { _ in 1e8 + Double.random(in: 0...1, using: &random) }
    values.withUnsafeBufferPointer { buffer in
      let mean = Summation.sum(buffer, 0..<count) / Double(count)
      let expected = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let found = Summation.squaredDeviations(buffer, 0..<count, mean: mean)
      #expect(abs(found - expected) <= 1e-9 * expected)
    }
  }

  @Test(arguments: [2, 2000]) func deviationsThatOverflowAreNotFinite(count: Int) {
    for values in [[1e308, 1.5e308], [-1e200, 1e200]] {
      let values = (0..<count).map { values[$0 % 2] }
      values.withUnsafeBufferPointer { buffer in
        let mean = Summation.sum(buffer, 0..<count) / Double(count)
        #expect(!Summation.squaredDeviations(buffer, 0..<count, mean: mean).isFinite)
      }
    }
  }

  @Test func integersOfEveryWidthAddUp() {
    let values = [Int8.min, Int8.min, 3, Int8.max]
    values.withUnsafeBufferPointer {
      #expect(Extremes.sum($0, 0..<4).sum == -126)
      #expect(Extremes.both($0, 0..<4) == (Int8.min, Int8.max))
    }
    [Int64.max, 1, -1].withUnsafeBufferPointer {
      #expect(Extremes.sum($0, 0..<2).overflows)
      #expect(Extremes.sum($0, 0..<3) == (Int64.max, false))
    }
  }

  @Test(arguments: [0, 1, 2, 24, 25, 300]) func sortsSmallAndLargeRanges(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var values = (0..<count + 4).map { _ in Int.random(in: -9...9, using: &random) }
    let expected = values[0..<2] + values[2..<count + 2].sorted() + values[(count + 2)...]
    values.withUnsafeMutableBufferPointer { Selection.sort($0, 2..<count + 2) }
    #expect(values == Array(expected))
  }
}
