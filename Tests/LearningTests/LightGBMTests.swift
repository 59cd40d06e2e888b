import Columns
import Forms
import Foundation
import Kernels
@testable import Learning
import TestSupport
import Testing

/// A JSON value of a parameter.
struct Argument: Decodable {
  let value: ParameterValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) { self.value = .bool(value) }
    else if let value = try? container.decode(Int.self) { self.value = .int(value) }
    else if let value = try? container.decode(Double.self) { self.value = .float(value) }
    else { self.value = .text(try container.decode(String.self)) }
  }
}

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let parameters: [String: Argument]
    let weighted: Bool
    let predictions: [Double]
    let contributions: [[Double]]
    let shap: [[Double]]
    let gain: [Double]
    let split: [Double]
  }
  let columns: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]

  var features: Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }
}

extension TrainingSet {
  /// 30 000 rows, so that a library cuts its work among threads.
  static func large() throws -> TrainingSet {
    var generator = SplitMix64(seed: 11)
    let columns = (0..<8).map { _ in (0..<30_000).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[0].indices.map {
      Double.random(in: -1...1, using: &generator) < columns[0][$0] - columns[1][$0] * columns[2][$0] ? 1.0 : 0
    }
    // Weights of many magnitudes, so that sums of gradients round, and show in which order they were added.
    let weights = labels.map { _ in exp2(Double.random(in: -20...20, using: &generator)) }
    let features = Matrix(columns: columns)
    return try TrainingSet(features: features, featureNames: features.names, labels: labels, weights: weights)
  }
}

/// These need LightGBM's library: without it they fail and say to run scripts/setup.
@Suite struct LightGBMTests {
  @Test func equalsPythonBitForBit() throws {
    let expected = try Parity.expected("lightgbm", as: Expected.self)
    let features = expected.features
    #expect(expected.cases.count == 6)
    for test in expected.cases {
      let training = try TrainingSet(
        features: features, featureNames: features.names, labels: expected.labels,
        weights: test.weighted ? expected.weights : nil)
      let model = try EstimatorCatalog.make("lightgbm", test.parameters.mapValues(\.value))
        .fit(training, seed: 42, execution: .serial)
      let probe = features.selecting(rows: Array(0..<60))
      #expect(try model.predict(probe, execution: .serial) == test.predictions, "\(test.name)")
      #expect(try model.importances(kind: "gain") == test.gain, "\(test.name)")
      #expect(try model.importances(kind: "split") == test.split, "\(test.name)")
      let explainable = try #require(model as? any ExplainableModel)
      #expect(explainable.contributionScale == .logOdds)
      let contributions = try explainable.contributions(features.selecting(rows: Array(0..<10)), execution: .serial)
      for (row, wanted) in test.contributions.enumerated() {
        let found = (0..<contributions.columns).map { contributions[row, $0] }
        #expect(found == wanted, "\(test.name), row \(row)")
        #expect(zip(found, test.shap[row]).allSatisfy { abs($0 - $1) < 1e-9 }, "shap of \(test.name), row \(row)")
      }
    }
  }

  @Test(arguments: [
    [:], ["subsample": .float(0.6), "subsample_freq": .int(1), "colsample_bytree": .float(0.5)],
    ["data_sample_strategy": .text("goss")], ["boosting_type": .text("dart"), "extra_trees": .bool(true)],
    ["boosting_type": .text("rf"), "subsample": .float(0.6), "subsample_freq": .int(1)],
  ] as [[String: ParameterValue]])
  func oneAndTwoThreadsGiveTheSameBits(arguments: [String: ParameterValue]) throws {
    let training = try TrainingSet.large()
    let predictions = try [1, 2].map { threads in
      let execution = Execution(threads: threads)
      return try EstimatorCatalog.make("lightgbm", arguments.merging(["n_estimators": .int(20)]) { $1 })
        .fit(training, seed: 3, execution: execution).predict(training.features, execution: execution)
    }
    // Not one expression: a failure would print every prediction.
    let isSame = predictions[0] == predictions[1]
    #expect(isSame)
  }

  @Test func trainingsBesideEachOtherAreThoseThatRunAlone() throws {
    let training = try TrainingSet.large()
    let goss = try EstimatorCatalog.make(
      "lightgbm", ["data_sample_strategy": .text("goss"), "n_estimators": .int(20)])
    let other = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(2)])
    let wanted = try goss.fit(training, seed: 3, execution: .serial).predict(training.features, execution: .serial)
    // Each training sets the number of threads anew, for the whole process.
    let beside = try Execution(threads: 4).map(count: 8) { index -> [Double]? in
      if index % 2 == 1 {
        for _ in 0..<8 { _ = try other.fit(training, seed: 3, execution: Execution(threads: 2)) }
        return nil
      }
      return try goss.fit(training, seed: 3, execution: .serial).predict(training.features, execution: .serial)
    }
    let areSame = beside.compactMap { $0 }.allSatisfy { $0 == wanted }
    #expect(areSame)
  }

  @Test func seedMattersWhereSomethingIsDrawn() throws {
    let training = try TrainingSet.large()
    let predictions = try [1, 2].map { seed in
      try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(3), "colsample_bytree": .float(0.5)])
        .fit(training, seed: UInt64(seed), execution: .serial).predict(training.features, execution: .serial)
    }
    let isSame = predictions[0] == predictions[1]
    #expect(!isSame)
  }

  @Test func progressIsReportedAndCancelStops() throws {
    let training = try TrainingSet.large()
    let execution = Execution(threads: 1)
    let estimator = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(5)])
    _ = try estimator.fit(training, seed: 1, execution: execution)
    #expect(execution.monitor.progress.done == 5 && execution.monitor.progress.total == 5)
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) { try estimator.fit(training, seed: 1, execution: execution) }
  }

  @Test func awkwardFeatureNamesSurvive() throws {
    let expected = try Parity.expected("lightgbm", as: Expected.self)
    let names = ["House / apartment", "a,b", "a:b", "{\"é\"}", "[0]"]
    let training = try TrainingSet(features: expected.features, featureNames: names, labels: expected.labels)
    let model = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(5)])
      .fit(training, seed: 1, execution: .serial)
    #expect(Set(try model.importance().map(\.feature)) == Set(names))
    let again = try FormDecoder.decode(ModelState.self, from: FormEncoder.value(of: ModelState(model))).model
    #expect(again.featureNames == names)
  }

  @Test func unknownParametersAreRefusedWithTheNamesThereAre() {
    let error = #expect(throws: ParameterError.self) {
      try EstimatorCatalog.make("lightgbm", ["n_estimator": .int(5)])
    }
    #expect(error?.parameter == "n_estimator" && error?.candidates.contains("n_estimators") == true)
  }

  /// Each with the parameter at fault. Python's package refuses the first eight, or gives the model that it gives
  /// without the parameter.
  @Test(arguments: [
    ("boosting_type", ["boosting_type": .text("rf")]),
    ("boosting_type", ["boosting_type": .text("rf"), "pos_bagging_fraction": .float(0.5), "subsample_freq": .int(1)]),
    ("scale_pos_weight", ["scale_pos_weight": .float(2), "is_unbalance": .bool(true)]),
    ("top_rate", ["data_sample_strategy": .text("goss"), "top_rate": .float(0)]),
    ("other_rate", ["data_sample_strategy": .text("goss"), "top_rate": .float(0.6), "other_rate": .float(0.5)]),
    ("top_rate", ["data_sample_strategy": .text("goss"), "top_rate": .float(0.95)]),
    ("subsample", ["data_sample_strategy": .text("goss"), "subsample": .float(0.5), "subsample_freq": .int(1)]),
    ("early_stopping_rounds", ["boosting_type": .text("dart"), "early_stopping_rounds": .int(5)]),
    ("neg_bagging_fraction", ["data_sample_strategy": .text("goss"), "neg_bagging_fraction": .float(0.5)]),
    ("data_sample_strategy", ["data_sample_strategy": .text("goss"), "n_estimators": .int(10)]),
    ("learning_rate", ["boosting_type": .text("rf"), "colsample_bytree": .float(0.5), "learning_rate": .float(0.5)]),
    ("subsample", ["subsample": .float(0.5)]), ("pos_bagging_fraction", ["pos_bagging_fraction": .float(0.5)]),
    ("subsample_freq", ["subsample_freq": .int(1)]),
    ("subsample", ["subsample": .float(0.5), "neg_bagging_fraction": .float(0.5), "subsample_freq": .int(1)]),
    ("top_rate", ["top_rate": .float(0.3)]), ("skip_drop", ["skip_drop": .float(0.3)]),
    ("drop_rate", ["boosting_type": .text("dart"), "drop_rate": .float(0)]),
    ("zero_as_missing", ["zero_as_missing": .bool(true), "use_missing": .bool(false)]),
    ("validation_fraction", ["validation_fraction": .float(0.2)]),
  ] as [(String, [String: ParameterValue])])
  func parametersThatDoNotGoTogetherAreRefused(parameter: String, arguments: [String: ParameterValue]) {
    let error = #expect(throws: ParameterError.self) { try EstimatorCatalog.make("lightgbm", arguments) }
    #expect(error?.parameter == parameter && error?.help != nil)
  }

  @Test(arguments: [
    ["boosting_type": .text("rf"), "colsample_bytree": .float(0.5)],
    ["boosting_type": .text("rf"), "data_sample_strategy": .text("goss")],
    ["is_unbalance": .bool(true), "scale_pos_weight": .float(1)],
    ["data_sample_strategy": .text("goss"), "top_rate": .float(0.7), "other_rate": .float(0.3)],
    ["subsample": .float(1)], ["subsample_freq": .int(0), "subsample": .float(1)],
    ["subsample_freq": .int(1), "pos_bagging_fraction": .float(0.5), "subsample": .float(1)],
    ["boosting_type": .text("dart"), "drop_rate": .float(0.3), "max_drop": .int(3), "skip_drop": .float(0)],
  ] as [[String: ParameterValue]])
  func parametersThatGoTogetherAreTaken(arguments: [String: ParameterValue]) throws {
    let estimator = try EstimatorCatalog.make("lightgbm", arguments.merging(["n_estimators": .int(12)]) { $1 })
    _ = try estimator.fit(.large(), seed: 1, execution: .serial)
  }

  @Test func whatASearchMayGiveAnEffectIsTaken() throws {
    let arguments: [String: ParameterValue] = ["drop_rate": .float(0.2)]
    #expect(throws: ParameterError.self) { try EstimatorCatalog.make("lightgbm", arguments, searching: ["max_bin"]) }
    _ = try EstimatorCatalog.make("lightgbm", arguments, searching: ["boosting_type"])
    #expect(throws: ParameterError.self) {
      try EstimatorCatalog.make("lightgbm", ["boosting_type": .text("rf")], searching: ["boosting_type"])
    }
  }

  /// What only the library knows comes back as an error, and nothing is printed.
  @Test func aRefusalOfTheLibraryIsAnError() throws {
    let training = try TrainingSet.large()
    // Past the declarations, as something would come that they do not know of.
    let parameters = try BoundParameters(
      ["is_unbalance": .bool(true), "scale_pos_weight": .float(2)], specs: LightGBMEstimator.parameters,
      estimator: "lightgbm")
    let printed = try Descriptor.written(to: STDERR_FILENO) {
      let error = #expect(throws: LearningError.self) {
        try LightGBMEstimator(parameters).fit(training, seed: 1, execution: .serial)
      }
      #expect(
        error?.sentence == "LightGBM refused: Cannot set is_unbalance and scale_pos_weight at the same time")
    }
    #expect(!printed.contains("LightGBM"))
  }

  @Test func theLibrarysMessageComesWithoutItsSources() throws {
    #expect(
      LightGBMLibrary.sentence("Check failed: (a) <= (1.0f) at /__w/LightGBM/src/boosting/goss.hpp, line 42 .\n")
        == "Check failed: (a) <= (1.0f)")
    #expect(LightGBMLibrary.sentence("Cannot use bagging in GOSS") == "Cannot use bagging in GOSS")
  }
}

/// What is written to a descriptor of the process.
private enum Descriptor {
  static func written(to descriptor: Int32, by body: () throws -> Void) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let kept = dup(descriptor)
    let other = open(file, O_CREAT | O_RDWR | O_APPEND, 0o600)
    try #require(kept >= 0 && other >= 0 && dup2(other, descriptor) >= 0)
    let result = Result { try body() }
    dup2(kept, descriptor)
    close(kept)
    close(other)
    try result.get()
    let text = try String(contentsOfFile: file, encoding: .utf8)
    // What others of the process wrote meanwhile.
    FileHandle(fileDescriptor: descriptor).write(Data(text.utf8))
    return text
  }
}
