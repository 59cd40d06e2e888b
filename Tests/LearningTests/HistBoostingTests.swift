import Columns
import Forms
import Foundation
import Kernels
import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let parameters: [String: Double]
    let weighted: Bool
    let probabilities: [Double]
    let contributions: [[Double]]
  }
  let columns: [[Double?]]
  let probe: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]
}

private func matrix(_ columns: [[Double?]]) -> Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }

@Suite struct HistBoostingTests {
  private func fit(
    _ features: Matrix, _ labels: [Double], weights: [Double]? = nil, _ parameters: [String: ParameterValue] = [:],
    threads: Int = 1
  ) throws -> any FittedModel {
    let training = try TrainingSet(
      features: features, featureNames: features.names, labels: labels, weights: weights)
    return try EstimatorCatalog.make("hist_boosting", parameters)
      .fit(training, seed: 1, execution: Execution(threads: threads))
  }

  @Test func equalsScikitLearn() throws {
    let expected = try Parity.expected("hist_boosting", as: Expected.self)
    #expect(expected.cases.count == 5)
    let probe = matrix(expected.probe)
    for test in expected.cases {
      let parameters = test.parameters.mapValues { number in
        Int(exactly: number).map { ParameterValue.int($0) } ?? .float(number)
      }
      let model = try fit(
        matrix(expected.columns), expected.labels, weights: test.weighted ? expected.weights : nil, parameters)
      let scores = try model.predict(probe, execution: .serial)
      #expect(zip(scores, test.probabilities).allSatisfy { abs($0 - $1) < 1e-12 }, "\(test.parameters)")
      let explainable = try #require(model as? any ExplainableModel)
      #expect(explainable.contributionScale == .logOdds)
      let parts = try explainable.contributions(probe, execution: Execution(threads: 2))
      for row in 0..<probe.rows {
        let own = (0..<parts.columns).map { parts[row, $0] }, odds = log(scores[row] / (1 - scores[row]))
        #expect(abs(own.reduce(0, +) - odds) < 1e-10, "\(test.parameters)")
        guard row < test.contributions.count else { continue }
        #expect(zip(own, test.contributions[row]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(test.parameters)")
      }
    }
  }

  @Test func oneAndTwoThreadsGiveTheSameBits() throws {
    var generator = SplitMix64(seed: 4)
    let columns = (0..<9).map { _ in (0..<20_000).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[0].indices.map {
      Double.random(in: -1...1, using: &generator) < columns[0][$0] - columns[1][$0] * columns[2][$0] ? 1.0 : 0
    }
    let weights = labels.map { _ in exp2(Double.random(in: -10...10, using: &generator)) }
    let texts = try [1, 2].map { threads in
      let model = try fit(
        Matrix(columns: columns), labels, weights: weights, ["max_iter": .int(8)], threads: threads)
      return try FormEncoder.value(of: ModelState(model)).lined
    }
    let areSame = texts[0] == texts[1]
    #expect(areSame)
  }

  @Test func gainsAndSplitsTellWhatMatters() throws {
    var generator = SplitMix64(seed: 8)
    let columns = (0..<3).map { _ in (0..<600).map { _ in Double.random(in: -1...1, using: &generator) } }
    let model = try fit(Matrix(columns: columns), columns[1].map { $0 > 0.2 ? 1 : 0 }, ["max_iter": .int(5)])
    #expect(try model.importance().first?.feature == "x1")
    #expect(try model.importances(kind: "split").reduce(0, +) >= 5)
  }

  @Test func numbersAtTheEdgesAreTaken() throws {
    let pairs = [(1e9, 1e9 + 1e-7), (-1.7e308, 1.7e308), (-0.0, 5e-324), (1.0, 1.0.nextUp)]
    for pair in pairs {
      let rows = 60
      let column = (0..<rows).map { $0 % 2 == 0 ? pair.0 : pair.1 }
      let labels = (0..<rows).map { Double($0 % 2) }
      let model = try fit(Matrix(columns: [column]), labels)
      let scores = try model.predict(Matrix(columns: [[pair.0, pair.1, .nan]]), execution: .serial)
      // A mean of neighbours may be rounded to the greater one; then they are not parted, as in scikit-learn.
      let isParted = (pair.0 + pair.1) / 2 < pair.1 || pair.1 > 1e300
      #expect(isParted ? scores[0] < 0.01 && scores[1] > 0.99 : abs(scores[0] - scores[1]) < 1e-12, "\(pair)")
    }
    #expect(throws: LearningError.self) { try fit(Matrix(columns: [[1, .infinity, 2]]), [0, 1, 0]) }
  }
}
