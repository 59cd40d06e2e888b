import Columns
import Forms
import Kernels
@testable import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let rounds: Int
    let weighted: Bool
    let parameters: [String: Argument]
    let kept: Int
    let grown: Int
    let probabilities: [Double]
  }
  /// How many rows to learn from; the others are judged on.
  let rows: Int
  let columns: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]

  func set(_ range: Range<Int>, weighted: Bool) throws -> TrainingSet {
    let features = Matrix(columns: columns.map { column in range.map { column[$0] ?? .nan } })
    return try TrainingSet(
      features: features, featureNames: features.names, labels: Array(labels[range]),
      weights: weighted ? Array(weights[range]) : nil)
  }
}

/// Early stopping of `hist_boosting`.
@Suite struct HistStoppingTests {
  @Test(arguments: [1, 2]) func keepsTheTreesOfTheLeastLossThatScikitLearnSees(threads: Int) throws {
    let expected = try Parity.expected("hist-stopping", as: Expected.self)
    #expect(expected.cases.count == 3)
    for test in expected.cases {
      let arguments = test.parameters.mapValues(\.value)
        .merging(["max_iter": .int(120), "early_stopping_rounds": .int(test.rounds)]) { $1 }
      let parameters = try BoundParameters(
        arguments, specs: HistBoostingEstimator.parameters, estimator: "hist_boosting")
      let judged = try expected.set(expected.rows..<expected.labels.count, weighted: test.weighted)
      let model = try HistBoostingEstimator(parameters).fit(
        expected.set(0..<expected.rows, weighted: test.weighted), judged: judged,
        execution: Execution(threads: threads))
      #expect(model.ensemble.trees.count == test.kept)
      #expect(model.remarks.first?.contains("of \(test.kept) rounds out of \(test.grown): the best log loss") == true)
      let scores = try model.predict(judged.features, execution: .serial)
      #expect(zip(scores, test.probabilities).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test func whatIsKeptIsTheModelOfSoManyTrees() throws {
    let expected = try Parity.expected("hist-stopping", as: Expected.self)
    let training = try expected.set(0..<expected.rows, weighted: false)
    let judged = try expected.set(expected.rows..<expected.labels.count, weighted: false)
    func fit(_ arguments: [String: ParameterValue], judged: TrainingSet?) throws -> HistBoostingModel {
      let parameters = try BoundParameters(
        arguments, specs: HistBoostingEstimator.parameters, estimator: "hist_boosting")
      return try HistBoostingEstimator(parameters).fit(training, judged: judged, execution: .serial)
    }
    let stopped = try fit(["early_stopping_rounds": .int(4)], judged: judged)
    let whole = try fit(["max_iter": .int(stopped.ensemble.trees.count)], judged: nil)
    // The gains of the trees that were given up are gone with them.
    #expect(stopped.gains == whole.gains)
    #expect(try FormEncoder.value(of: ModelState(stopped)).lined == FormEncoder.value(of: ModelState(whole)).lined)
  }

  @Test func sharesWithoutStoppingAreRefused() {
    let error = #expect(throws: ParameterError.self) {
      try EstimatorCatalog.make("hist_boosting", ["validation_fraction": .float(0.2)])
    }
    #expect(error?.parameter == "validation_fraction" && error?.help != nil)
  }
}
