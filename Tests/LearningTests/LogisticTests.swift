import Columns
import Kernels
import Learning
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
  }
  let tolerance: Double
  let columns: [[Double]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]
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
    #expect(expected.cases.count == 8)
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
