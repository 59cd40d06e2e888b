import Kernels
import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let labels: [Double]
    let scores: [Double]
    let area: Double
    let error: Double
  }
  let cases: [Case]
}

@Suite struct DeLongTests {
  @Test func equalsTheDefinition() throws {
    let expected = try Parity.expected("delong", as: Expected.self)
    #expect(expected.cases.count == 4)
    for test in expected.cases {
      let found = try #require(DeLong(labels: test.labels, scores: test.scores))
      #expect(abs(found.area - test.area) < 1e-13 && abs(found.standardError - test.error) < 1e-13)
      #expect(found.interval.contains(found.area) && found.interval.upperBound <= 1)
    }
    #expect(DeLong(labels: [1, 0, 0], scores: [0.1, 0.2, 0.3]) == nil)
  }
}

@Suite struct BootstrapTests {
  @Test func sumsVaryAsTheCentralLimitTheoremSays() throws {
    var generator = SplitMix64(seed: 2)
    let amounts = (0..<400).map { _ in Double.random(in: 0...1, using: &generator) }
    let ones = [Double](repeating: 1, count: 400)
    let sums = try Bootstrap.sums(of: [amounts, ones], replicates: 2000, seed: 7, execution: Execution(threads: 2))
    // As many units are drawn as there are.
    #expect(sums.allSatisfy { $0[1] == 400 })
    let totals = sums.map { $0[0] }
    let mean = totals.reduce(0, +) / 2000, whole = amounts.reduce(0, +)
    let spread = (totals.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 1999).squareRoot()
    let centre = whole / 400
    let expected = amounts.map { ($0 - centre) * ($0 - centre) }.reduce(0, +).squareRoot()
    #expect(abs(mean - whole) < 4 * expected / 2000.0.squareRoot() && abs(spread / expected - 1) < 0.08)
    let interval = try #require(Bootstrap.interval(totals))
    #expect(abs(interval.upperBound - interval.lowerBound - 3.92 * expected) < 0.4 * expected)
  }

  @Test func doesNotDependOnThreadsAndSeedsDiffer() throws {
    let amounts = (0..<100).map { Double($0) }
    func sums(_ seed: UInt64, _ threads: Int) throws -> [[Double]] {
      try Bootstrap.sums(of: [amounts], replicates: 20, seed: seed, execution: Execution(threads: threads))
    }
    #expect(try sums(1, 1) == sums(1, 2))
    #expect(try sums(1, 1) != sums(2, 1))
    #expect(Bootstrap.interval([1, .nan]) == nil && Bootstrap.interval([]) == nil)
  }
}
