import Columns
import Forms
import Kernels
@testable import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let parameters: [String: Argument]
    let weighted: Bool
    let predictions: [Double]
    let contributions: [[Double]]
    let importances: [String: [Double]]
  }
  let columns: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]

  var features: Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }

  func training(weighted: Bool = false, names: [String]? = nil) throws -> TrainingSet {
    try TrainingSet(
      features: features, featureNames: names ?? features.names, labels: labels, weights: weighted ? weights : nil)
  }
}

/// These need XGBoost's library: without it they fail and say to run scripts/setup.
@Suite struct XGBoostTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("xgboost", as: Expected.self) }

  @Test(arguments: [1, 2]) func equalsPythonBitForBit(threads: Int) throws {
    let features = expected.features
    let execution = Execution(threads: threads)
    #expect(expected.cases.count == 11)
    for test in expected.cases {
      let model = try EstimatorCatalog.make("xgboost", test.parameters.mapValues(\.value))
        .fit(expected.training(weighted: test.weighted), seed: 42, execution: execution)
      let probe = features.selecting(rows: Array(0..<60))
      #expect(try model.predict(probe, execution: execution) == test.predictions, "\(test.name)")
      for (kind, values) in test.importances {
        #expect(try model.importances(kind: kind) == values, "\(test.name), \(kind)")
      }
      let explainable = try #require(model as? any ExplainableModel)
      let contributions = try explainable.contributions(features.selecting(rows: Array(0..<10)), execution: execution)
      for (row, wanted) in test.contributions.enumerated() {
        #expect((0..<contributions.columns).map { contributions[row, $0] } == wanted, "\(test.name), row \(row)")
      }
    }
  }

  @Test(arguments: [
    [:], ["subsample": .float(0.6), "colsample_bytree": .float(0.5)], ["tree_method": .text("exact")],
    ["tree_method": .text("approx")], ["rate_drop": .float(0.3)],
    ["grow_policy": .text("lossguide"), "max_leaves": .int(20)],
  ] as [[String: ParameterValue]])
  func oneAndTwoThreadsGiveTheSameBits(arguments: [String: ParameterValue]) throws {
    let training = try TrainingSet.large()
    let states = try [1, 2].map { threads in
      let model = try EstimatorCatalog.make("xgboost", arguments.merging(["n_estimators": .int(10)]) { $1 })
        .fit(training, seed: 3, execution: Execution(threads: threads))
      return try FormEncoder.value(of: ModelState(model)).lined
    }
    // Not one expression: a failure would print every tree.
    let isSame = states[0] == states[1]
    #expect(isSame)
  }

  @Test func trainingsBesideLightGBMAreThoseThatRunAlone() throws {
    let training = try TrainingSet.large()
    let estimators = try ["xgboost", "lightgbm"].map { try EstimatorCatalog.make($0, ["n_estimators": .int(5)]) }
    @Sendable func scores(_ index: Int, threads: Int) throws -> [Double] {
      let execution = Execution(threads: threads)
      return try estimators[index % 2].fit(training, seed: 3, execution: execution)
        .predict(training.features, execution: execution)
    }
    let wanted = try [0, 1].map { try scores($0, threads: 1) }
    let beside = try Execution(threads: 4).map(count: 8) { try scores($0, threads: 1 + $0 / 2 % 2) }
    let areSame = beside.enumerated().allSatisfy { $0.element == wanted[$0.offset % 2] }
    #expect(areSame)
  }

  @Test func seedMattersWhereSomethingIsDrawn() throws {
    let training = try expected.training()
    let predictions = try [1, 2].map { seed in
      try EstimatorCatalog.make("xgboost", ["n_estimators": .int(3), "subsample": .float(0.5)])
        .fit(training, seed: UInt64(seed), execution: .serial).predict(training.features, execution: .serial)
    }
    #expect(predictions[0] != predictions[1])
  }

  @Test func progressIsReportedAndCancelStops() throws {
    let training = try expected.training()
    let execution = Execution(threads: 1)
    let estimator = try EstimatorCatalog.make("xgboost", ["n_estimators": .int(5)])
    _ = try estimator.fit(training, seed: 1, execution: execution)
    #expect(execution.monitor.progress.done == 5 && execution.monitor.progress.total == 5)
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) { try estimator.fit(training, seed: 1, execution: execution) }
  }

  @Test func awkwardFeatureNamesSurvive() throws {
    let names = ["a[0]", "a_0_", "a<0]", "{\"é\\\"}\n\u{1}", "{\"base_weights\""]
    let model = try EstimatorCatalog.make("xgboost", ["n_estimators": .int(5)])
      .fit(expected.training(names: names), seed: 1, execution: .serial)
    #expect(Set(try model.importance().map(\.feature)) == Set(names))
    #expect(try model.importance().allSatisfy { $0.value > 0 })
    let again = try FormDecoder.decode(ModelState.self, from: FormEncoder.value(of: ModelState(model))).model
    #expect(again.featureNames == names)
    #expect(try again.importance() == model.importance())
  }

  @Test func contributionsAddUpToTheLogOdds() throws {
    let features = expected.features
    for arguments: [String: ParameterValue] in [[:], ["rate_drop": .float(0.3)]] {
      let model = try EstimatorCatalog.make("xgboost", arguments.merging(["n_estimators": .int(20)]) { $1 })
        .fit(expected.training(), seed: 1, execution: .serial)
      let contributions = try #require(model as? any ExplainableModel).contributions(features, execution: .serial)
      for (row, score) in try model.predict(features, execution: .serial).enumerated() {
        let sum = (0..<contributions.columns).reduce(0) { $0 + contributions[row, $1] }
        #expect(abs(LogisticModel.probability(sum) - score) < 1e-6, "row \(row)")
      }
    }
  }

  @Test(arguments: [1e39, -1e39, .infinity]) func valuesBeyondSinglePrecisionAreNamed(value: Double) throws {
    let features = Matrix(columns: [[1, 2, 3, 4], [.nan, 1, value, 0]])
    let training = try TrainingSet(features: features, featureNames: ["AGE", "INCOME"], labels: [0, 1, 0, 1])
    let estimator = try EstimatorCatalog.make("xgboost")
    let error = #expect(throws: LearningError.self) { try estimator.fit(training, seed: 1, execution: .serial) }
    #expect(error?.feature == "INCOME" && error?.row == 2 && error?.isGap == false)
    let model = try EstimatorCatalog.make("xgboost", ["n_estimators": .int(2)])
      .fit(expected.training(), seed: 1, execution: .serial)
    var probe = expected.features.selecting(rows: [0, 1])
    probe[1, 3] = value
    let refusal = #expect(throws: LearningError.self) { try model.predict(probe, execution: .serial) }
    #expect(refusal?.feature == "x3" && refusal?.row == 1)
  }

  @Test(arguments: [
    ("max_bin", ["tree_method": .text("exact"), "max_bin": .int(16)]), ("skip_drop", ["skip_drop": .float(0.5)]),
    ("max_leaves", ["max_leaves": .int(1)]), ("max_depth", ["tree_method": .text("exact"), "max_depth": .int(0)]),
    ("booster", ["booster": .text("dart")]), ("booster", ["booster": .text("dart"), "rate_drop": .float(0)]),
    ("early_stopping_rounds", ["rate_drop": .float(0.1), "early_stopping_rounds": .int(5)]),
    ("eval_metric", ["eval_metric": .text("auc")]),
  ] as [(String, [String: ParameterValue])])
  func parametersThatDoNotGoTogetherAreRefused(parameter: String, arguments: [String: ParameterValue]) {
    let error = #expect(throws: ParameterError.self) { try EstimatorCatalog.make("xgboost", arguments) }
    #expect(error?.parameter == parameter && error?.help != nil)
  }

  /// So that it may be refused.
  @Test func dartAloneIsBoosting() throws {
    func scores(_ arguments: [String: ParameterValue]) throws -> [Double] {
      let parameters = try BoundParameters(
        arguments.merging(["n_estimators": .int(8)]) { $1 }, specs: XGBoostEstimator.parameters, estimator: "xgboost")
      let model = try XGBoostEstimator(parameters).fit(expected.training(), seed: 1, execution: .serial)
      return try model.predict(expected.features, execution: .serial)
    }
    let plain = try scores([:])
    #expect(try scores(["booster": .text("dart")]) == plain)
    #expect(try scores(["booster": .text("dart"), "one_drop": .bool(true)]) != plain)
  }

  @Test func aRefusalOfTheLibraryIsOneSentence() throws {
    // Past the declarations, as something would come that they do not know of.
    let parameters = try BoundParameters(
      ["tree_method": .text("exact"), "max_depth": .int(0)], specs: XGBoostEstimator.parameters, estimator: "xgboost")
    let error = #expect(throws: LearningError.self) {
      try XGBoostEstimator(parameters).fit(expected.training(), seed: 1, execution: .serial)
    }
    #expect(
      error?.sentence == "XGBoost refused: Check failed: param_.max_depth > 0 (0 vs. 0) : "
        + "exact tree method doesn't support unlimited depth.")
  }

  /// The library follows such numbers without a look at where they lead.
  @Test(arguments: [
    (#""num_feature":"5","#, #""num_feature":"9","#), (#""num_class":"0""#, #""num_class":"3""#),
    (#""num_trees":"3""#, #""num_trees":"4""#), (#""left_children":[1"#, #""left_children":[0"#),
    (#""left_children":[1"#, #""left_children":[70000"#), (#""right_children":[2"#, #""right_children":[1"#),
    (#""right_children":[2"#, #""right_children":[-1"#), (#""split_indices":["#, #""split_indices":[7"#),
    (#""split_conditions":["#, #""split_conditions":[1E0,"#), (#""parents":["#, #""parents":[0,"#),
    (#""num_nodes":""#, #""num_nodes":"1"#), (#""tree_info":[0"#, #""tree_info":[5"#),
    (#""iteration_indptr":[0,1"#, #""iteration_indptr":[0,9"#), (#""split_type":[0"#, #""split_type":[1"#),
    (#""name":"gbtree""#, #""name":"gblinear""#), ("binary:logistic", "reg:squarederror"), (#"{"learner""#, "["),
    (#""weight_drop":["#, #""weight_drop":[1E0,"#),
  ])
  func treesThatLeadAstrayAreRefused(part: String, other: String) throws {
    let arguments: [String: ParameterValue] = [
      "n_estimators": .int(3), "max_depth": .int(3), "rate_drop": .float(0.3),
    ]
    let model = try #require(
      EstimatorCatalog.make("xgboost", arguments).fit(expected.training(), seed: 1, execution: .serial)
        as? XGBoostModel)
    let text = try model.booster.text()
    try XGBoostText(text).check(features: expected.features.names)
    let changed = text.replacing(part, with: other, maxReplacements: 1)
    #expect(changed != text, "\(part) is there")
    #expect(throws: LearningError.self) { try XGBoostText(changed).check(features: expected.features.names) }
  }
}
