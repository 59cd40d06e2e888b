import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let scores: [Double]
    let labels: [Double]
    let points: [Double]
    let platt: [Double]
    let beta: [Double]
    let isotonic: [Double]
    let isotonic_scores: [Double]
    let isotonic_values: [Double]
  }
  let cases: [Case]
}

@Suite struct CalibrationTests {
  private func isNear(_ own: [Double], _ other: [Double], _ tolerance: Double = 1e-9) -> Bool {
    own.count == other.count && zip(own, other).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test func equalsTheReference() throws {
    let expected = try Parity.expected("calibration", as: Expected.self)
    #expect(expected.cases.count == 5)
    for test in expected.cases {
      guard case .platt(let slope, let intercept) = try CalibrationMethod.platt.fit(
        labels: test.labels, scores: test.scores),
        case .beta(let a, let b, let c) = try CalibrationMethod.beta.fit(labels: test.labels, scores: test.scores)
      else {
        Issue.record("another map")
        return
      }
      #expect(isNear([slope, intercept], test.platt), "\(test.name): platt")
      #expect(isNear([a, b, c], test.beta), "\(test.name): beta")
      let isotonic = try CalibrationMethod.isotonic.fit(labels: test.labels, scores: test.scores)
      #expect(isNear(test.points.map { isotonic($0) }, test.isotonic, 1e-12), "\(test.name): isotonic")
      // Neither rises above nor falls below what was seen, and never falls.
      let rising = test.scores.sorted().map { isotonic($0) }
      #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 } && isotonic.isWhole)
    }
  }

  @Test func shiftMovesTheShareAndNotTheOrder() throws {
    let shift = Calibration.shift(by: Calibration.logOdds(0.05) - Calibration.logOdds(0.5))
    // Bayes: odds 1:1 in a half-and-half world are 5:95 where 5 % are bad.
    #expect(abs(shift(0.5) - 0.05) < 1e-15)
    #expect(abs(shift(0.8) - 0.8 * 0.05 / (0.8 * 0.05 + 0.2 * 0.95)) < 1e-15)
    #expect(shift(0) < 1e-15 && shift(1) > 1 - 1e-13)
  }

  @Test func scoresAtTheEndsAndOneClass() throws {
    for method in CalibrationMethod.allCases {
      let map = try method.fit(labels: [0, 0, 1, 0, 1, 1], scores: [0, 0, 0, 1, 1, 1])
      #expect(map.isWhole && map(0) < map(1) && (0...1).contains(map(0)) && (0...1).contains(map(1)))
      #expect(throws: StatisticsError.self) { try method.fit(labels: [1, 1], scores: [0.2, 0.4]) }
    }
    #expect(!Calibration.isotonic(scores: [0.5, 0.4], values: [0.1, 0.2]).isWhole)
    #expect(!Calibration.beta(a: -1, b: 0, c: 0).isWhole)
  }
}
