import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Line: Decodable {
    let slope, slope_error, intercept, intercept_error, intercept_p, slope_p, large, large_error: Double
  }
  struct Bands: Decodable {
    let count, degrees: Int
    let statistic, p: Double
  }
  struct Parts: Decodable {
    let count: Int
    let brier, reliability, resolution, uncertainty, within: Double
  }
  struct Case: Decodable {
    let name: String
    let labels, scores: [Double]
    let line: Line
    let hosmer_lemeshow: [Bands]
    let murphy: [Parts]
  }
  struct Count: Decodable {
    let count, rows: Int
    let probability, p: Double
  }
  struct Loss: Decodable {
    let difference, low, high, p: Double
  }
  struct Pair: Decodable {
    let labels, first, second: [Double]
    let difference, error, p: Double
    let losses: [String: Loss]
  }
  struct Shift: Decodable {
    let base, target: Double
    let scores, moved: [Double]
  }
  let cases: [Case]
  let binomial: [Count]
  let paired: [Pair]
  let shift: [Shift]
}

/// Calibration, the parts of a Brier score, counts against probabilities, and one model against another.
@Suite struct ValidationTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("validation", as: Expected.self) }

  /// Whether two numbers are the same but for their last digits.
  private func near(_ value: Double?, _ wanted: Double, _ tolerance: Double = 1e-10) -> Bool {
    value.map { abs($0 - wanted) <= tolerance * max(1e-3, abs(wanted)) } ?? false
  }

  @Test func slopeAndInterceptEqualStatsmodels() throws {
    #expect(expected.cases.count == 4)
    for test in expected.cases {
      let found = CalibrationLine(labels: test.labels, probabilities: test.scores), line = test.line
      let name = Comment(rawValue: test.name)
      #expect(near(found.slope?.value, line.slope) && near(found.slope?.standardError, line.slope_error), name)
      #expect(near(found.intercept?.value, line.intercept), name)
      #expect(near(found.intercept?.standardError, line.intercept_error), name)
      #expect(near(found.inTheLarge?.value, line.large), name)
      #expect(near(found.inTheLarge?.standardError, line.large_error), name)
      #expect(near(found.intercept?.pValue(of: 0), line.intercept_p, 1e-9), name)
      #expect(near(found.slope?.pValue(of: 1), line.slope_p, 1e-9), name)
    }
  }

  @Test func hosmerAndLemeshowsTestIsThatOfBothClasses() throws {
    for test in expected.cases {
      for wanted in test.hosmer_lemeshow {
        let ranked = try RankedScores(labels: test.labels, scores: test.scores)
        let found = try #require(HosmerLemeshow(ScoreBands(ranked, count: wanted.count).bands))
        let name = Comment(rawValue: "\(test.name), \(wanted.count) bands")
        #expect(found.degrees == wanted.degrees, name)
        #expect(near(found.statistic, wanted.statistic) && near(found.pValue, wanted.p, 1e-9), name)
      }
    }
  }

  @Test func thePartsOfABrierScoreAreAllOfIt() throws {
    for test in expected.cases {
      for wanted in test.murphy {
        let ranked = try RankedScores(labels: test.labels, scores: test.scores)
        let found = BrierDecomposition(
          ranked, bands: ScoreBands(ranked, count: wanted.count).bands, labels: test.labels,
          probabilities: test.scores)
        let name = Comment(rawValue: "\(test.name), \(wanted.count) bands")
        #expect(near(found.reliability, wanted.reliability) && near(found.resolution, wanted.resolution), name)
        #expect(near(found.uncertainty, wanted.uncertainty) && near(found.withinBands, wanted.within), name)
        #expect(abs(found.brier - wanted.brier) < 1e-14, name)
      }
    }
  }

  @Test func countsEqualScipysExactTest() {
    #expect(expected.binomial.count == 16)
    for test in expected.binomial {
      let found = BinomialTest.twoSided(test.count, of: test.rows, probability: test.probability)
      #expect(near(found, test.p, 1e-9), "\(test.count) of \(test.rows) at \(test.probability): \(found)")
    }
    // What is certain to happen, and what is certain not to.
    for (count, probability, p) in [(0, 0.0, 1.0), (1, 0, 0), (9, 1, 1), (8, 1, 0)] {
      #expect(BinomialTest.twoSided(count, of: 9, probability: probability) == p)
    }
  }

  @Test func pairedAreasEqualTheDefinition() throws {
    for test in expected.paired {
      let found = try #require(PairedDeLong(labels: test.labels, first: test.first, second: test.second))
      #expect(near(found.difference, test.difference) && near(found.standardError, test.error))
      #expect(near(found.pValue, test.p, 1e-9) && found.interval.contains(found.difference))
      // The other way round all is mirrored, and a model does not differ from itself.
      let other = try #require(PairedDeLong(labels: test.labels, first: test.second, second: test.first))
      #expect(other.difference == -found.difference && other.standardError == found.standardError)
      let same = try #require(PairedDeLong(labels: test.labels, first: test.first, second: test.first))
      #expect(same.difference == 0 && same.standardError == 0 && same.pValue == nil)
    }
    #expect(PairedDeLong(labels: [1, 0, 0], first: [0.1, 0.2, 0.3], second: [0.3, 0.2, 0.1]) == nil)
  }

  @Test func pairedLossesEqualScipy() throws {
    for test in expected.paired {
      for loss in ModelLoss.allCases {
        let wanted = try #require(test.losses[loss.rawValue])
        let differences = test.labels.indices.map { row in
          loss.of(label: test.labels[row], probability: test.second[row])
            - loss.of(label: test.labels[row], probability: test.first[row])
        }
        let found = try #require(PairedDifference(differences, testShare: 0))
        #expect(near(found.mean, wanted.difference) && near(found.pValue, wanted.p, 1e-9), "\(loss)")
        #expect(near(found.interval.lowerBound, wanted.low) && near(found.interval.upperBound, wanted.high), "\(loss)")
      }
    }
  }

  @Test func anotherBaseRateMovesOddsAsElkanSays() {
    for test in expected.shift {
      let map = Calibration.shift(from: test.base, to: test.target)
      #expect(zip(test.scores, test.moved).allSatisfy { near(map($0), $1, 1e-12) })
    }
  }

  @Test func whatCannotBeToldIsNil() throws {
    // Every score of class 1 above every score of class 0: no slope is the likeliest.
    let parted = CalibrationLine(labels: [0, 0, 1, 1], probabilities: [0.1, 0.2, 0.7, 0.8])
    #expect(parted.slope == nil && parted.intercept == nil && parted.inTheLarge != nil)
    // They touch in one score.
    #expect(CalibrationLine(labels: [0, 0, 1, 1], probabilities: [0.1, 0.2, 0.2, 0.8]).slope == nil)
    let equal = CalibrationLine(labels: [0, 1, 0, 0], probabilities: [0.5, 0.5, 0.5, 0.5])
    #expect(equal.slope == nil && near(equal.inTheLarge?.value, Calibration.logOdds(0.25)))
    let single = CalibrationLine(labels: [0, 0], probabilities: [0.1, 0.2])
    #expect(single.inTheLarge == nil && single.slope == nil)
    // What had the probability 0 happened, so that no statistic is finite.
    let scores = [0, 0, 0.4, 0.4, 0.6, 0.6]
    let ranked = try RankedScores(labels: [0, 1, 0, 1, 0, 1], scores: scores)
    let bands = ScoreBands(ranked, count: 3).bands
    #expect(bands.count == 3 && HosmerLemeshow(bands) == nil && HosmerLemeshow(Array(bands.suffix(2))) == nil)
    let held = ScoreBands(try RankedScores(labels: [0, 0, 0, 1, 0, 1], scores: scores), count: 3).bands
    #expect(HosmerLemeshow(held)?.degrees == 3)
  }
}
