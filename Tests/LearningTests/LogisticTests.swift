import Columns
import Kernels
@testable import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let l1: Double
    let l2: Double
    let weighted: Bool
    let coefficients: [Double]
    let intercept: Double
    let probabilities: [Double]
    /// Standard errors, z and p; last those of the intercept.
    let significance: [[Double]]?
    let contributions: [[Double]]
  }
  struct Step: Decodable {
    let l1: Double
    let coefficients: [Double]
    let intercept: Double
  }
  let tolerance: Double
  let columns: [[Double]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]
  let path: [Step]
}

private func fit(
  _ arguments: [String: ParameterValue], _ training: TrainingSet, threads: Int = 1
) throws -> LogisticModel {
  let model = try EstimatorCatalog.make("logistic", arguments)
    .fit(training, seed: 1, execution: Execution(threads: threads))
  return try #require(model as? LogisticModel)
}

@Suite struct LogisticTests {
  @Test func equalsScikitLearn() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: expected.columns)
    let names = features.names
    #expect(expected.cases.count == 9)
    for test in expected.cases {
      let training = try TrainingSet(
        features: features, featureNames: names, labels: expected.labels,
        weights: test.weighted ? expected.weights : nil)
      let model = try fit(["l1": .float(test.l1), "l2": .float(test.l2)], training)
      let title = "l1 \(test.l1), l2 \(test.l2), weighted \(test.weighted)"
      for (value, wanted) in zip(model.coefficients, test.coefficients) {
        #expect(abs(value - wanted) < expected.tolerance, "\(title)")
        #expect((value == 0) == (wanted == 0), "\(title): the same coefficients are 0")
      }
      // The mean of the last feature is 40, so its coefficient's tolerance comes back fortyfold.
      #expect(abs(model.intercept - test.intercept) < 40 * expected.tolerance, "\(title)")
      let probabilities = try model.predict(features.selecting(rows: Array(0..<20)), execution: .serial)
      #expect(zip(probabilities, test.probabilities).allSatisfy { abs($0 - $1) < expected.tolerance }, "\(title)")
    }
  }

  @Test func errorsEqualStatsmodels() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: expected.columns)
    var compared = 0
    for test in expected.cases {
      let training = try TrainingSet(
        features: features, featureNames: features.names, labels: expected.labels,
        weights: test.weighted ? expected.weights : nil)
      let model = try fit(["l1": .float(test.l1), "l2": .float(test.l2)], training, threads: 2)
      guard let wanted = test.significance else {
        #expect(model.errors == nil && model.significance.allSatisfy { $0.values.allSatisfy { $0 == nil } })
        continue
      }
      for (kind, values) in zip(model.significance, wanted) {
        #expect(kind.values.count == 7)
        for (value, wanted) in zip(kind.values, values) {
          let value = try #require(value)
          #expect(abs(value - wanted) < 1e-6 * max(1, abs(wanted)), "\(kind.name), weighted \(test.weighted)")
        }
        compared += 1
      }
    }
    #expect(compared == 6)
  }

  @Test func contributionsEqualShap() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: expected.columns)
    let probe = features.selecting(rows: Array(0..<10))
    for test in expected.cases {
      let means = expected.columns.map { $0.reduce(0, +) / Double($0.count) }
      let shift = zip(test.coefficients, means).reduce(test.intercept) { $0 + $1.0 * $1.1 }
      // With shap's own coefficients, so that only the contributions are compared.
      let model = LogisticModel(
        featureNames: features.names, point: test.coefficients + [shift], means: means, errors: nil)
      let contributions = try model.contributions(probe, execution: .serial)
      let scores = try model.predict(probe, execution: .serial)
      for (row, wanted) in test.contributions.enumerated() {
        let found = (0..<contributions.columns).map { contributions[row, $0] }
        #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-9 }, "row \(row)")
        #expect(abs(LogisticModel.probability(found.reduce(0, +)) - scores[row]) < 1e-12)
      }
    }
  }

  @Test func contributionsAreCountedFromTheMeansOfTraining() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: expected.columns)
    let training = try TrainingSet(features: features, featureNames: features.names, labels: expected.labels)
    let contributions = try fit(["l2": .float(1)], training)
      .contributions(features.selecting(rows: Array(0..<10)), execution: Execution(threads: 2))
    for (row, wanted) in expected.cases[0].contributions.enumerated() {
      #expect(zip((0..<7).map { contributions[row, $0] }, wanted).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test func aDeterminedFeatureHasNoError() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let (first, labels) = (expected.columns[0], expected.labels)
    let features = Matrix(columns: [first, first.map { 2 * $0 }, first.map { _ in 3 }])
    let single = Matrix(columns: [first])
    let models = try [features, single].map {
      try fit(["l2": .int(0)], TrainingSet(features: $0, featureNames: $0.names, labels: labels))
    }
    let (errors, alone) = (try #require(models[0].errors), try #require(models[1].errors))
    #expect(errors[1] == nil && errors[2] == nil)
    #expect(abs((errors[0] ?? 0) - (alone[0] ?? 1)) < 1e-9 && abs((errors[3] ?? 0) - (alone[1] ?? 1)) < 1e-9)
  }

  @Test func pathsEqualScikitLearn() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: expected.columns)
    let training = try TrainingSet(features: features, featureNames: features.names, labels: expected.labels)
    let execution = Execution(threads: 2)
    let penalties = try LogisticPath.penalties(training, count: 8, share: 0.001, execution: execution)
    let path = try LogisticPath(training, penalties: penalties.reversed(), execution: execution)
    #expect(path.penalties.count == 8)
    for (step, (penalty, model)) in zip(expected.path, zip(path.penalties, path.models)) {
      #expect(abs(penalty - step.l1) < 1e-9 * step.l1)
      #expect(zip(model.coefficients, step.coefficients).allSatisfy { abs($0 - $1) < 1e-6 }, "l1 \(penalty)")
      #expect(abs(model.intercept - step.intercept) < 40e-6, "l1 \(penalty)")
      let cold = try fit(["l1": .float(penalty)], training)
      #expect(zip(model.coefficients, cold.coefficients).allSatisfy { abs($0 - $1) < 1e-8 }, "l1 \(penalty)")
    }
    #expect(path.models[0].coefficients.allSatisfy { abs($0) < 1e-9 })
  }

  @Test func oneAndTwoThreadsGiveTheSameBits() throws {
    var generator = SplitMix64(seed: 5)
    let columns = (0..<4).map { _ in (0..<9000).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[0].map { Double.random(in: -1...1, using: &generator) < $0 ? 1.0 : 0 }
    let features = Matrix(columns: columns)
    let training = try TrainingSet(features: features, featureNames: features.names, labels: labels)
    for arguments: [String: ParameterValue] in [["l2": .int(1)], ["l1": .int(10)]] {
      let models = try [1, 2].map { try fit(arguments, training, threads: $0) }
      #expect(models[0].coefficients == models[1].coefficients && models[0].intercept == models[1].intercept)
    }
  }

  @Test func largeScalesAndOffsetsDoNotHurt() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let plain = Matrix(columns: expected.columns)
    let moved = Matrix(columns: expected.columns.map { $0.map { $0 * 1e6 + 1e9 } })
    let models = try [plain, moved].map { features in
      try fit(["l2": .int(0)], TrainingSet(features: features, featureNames: plain.names, labels: expected.labels))
    }
    for (plain, moved) in zip(models[0].coefficients, models[1].coefficients) {
      #expect(abs(plain - moved * 1e6) < 1e-6)
    }
  }

  @Test func repeatedAndConstantFeaturesAreNoTrouble() throws {
    let expected = try Parity.expected("logistic", as: Expected.self)
    let features = Matrix(columns: [expected.columns[0], expected.columns[0], expected.columns[0].map { _ in 3 }])
    let training = try TrainingSet(features: features, featureNames: features.names, labels: expected.labels)
    let alone = try TrainingSet(
      features: Matrix(columns: [expected.columns[0]]), featureNames: ["x0"], labels: expected.labels)
    let model = try fit(["l2": .int(0)], training)
    let single = try fit(["l2": .int(0)], alone)
    #expect(abs(model.coefficients[0] + model.coefficients[1] - single.coefficients[0]) < 1e-9)
    #expect(model.coefficients[2] == 0)
  }

  @Test func aMissingValueIsNamed() throws {
    let features = Matrix(columns: [[1, 2, 3], [1, .nan, 0]])
    let training = try TrainingSet(features: features, featureNames: ["INCOME", "AGE"], labels: [0, 1, 0])
    let error = #expect(throws: LearningError.self) { try fit([:], training) }
    #expect(error?.feature == "AGE" && error?.row == 1)
  }
}

extension Matrix {
  /// x0, x1 …
  var names: [String] { (0..<columns).map { "x\($0)" } }
}
