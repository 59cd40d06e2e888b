import Columns
import Statistics
import Testing

@Suite struct WholeNumbersTests {
  /// Means that no whole number is, from exact fractions (Python's `fractions`, rounded once).
  @Test("the mean of whole numbers of any size is the nearest float", arguments: [
    ([4611686018427387903, 4611686018427387906], 4.611686018427388e+18),
    ([-4611686018427387911, -4611686018427387909, -4611686018427387896], -4.611686018427388e+18),
    ([-9007199254740996, -9007199254740988, -9007199254740988], -9007199254740991.0),
    ([9007199254740993, 9007199254740995, 9007199254740998], 9007199254740996.0),
    ([-9007199254740993, -9007199254740995, -9007199254740998], -9007199254740996.0),
    ([9223372036854775807, 9223372036854775807, 9223372036854775806], 9.223372036854776e+18),
    ([9223372036854775807, -9223372036854775807, 1], 0.3333333333333333),
  ] as [([Int64], Double)])
  func mean(_ values: [Int64], _ expected: Double) {
    #expect(WholeNumbers.mean(values) == .float(expected))
  }

  @Test func meansThatAreWholeStaySo() {
    #expect(WholeNumbers.mean([.max, .max - 2]) == .int(.max - 1))
    #expect(WholeNumbers.median([.max, .max - 2]) == .int(.max - 1))
    #expect(WholeNumbers.median([9_007_199_254_740_993, 1, .max]) == .int(9_007_199_254_740_993))
  }
}
