import Columns
import Kernels
@testable import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let library: String
    let parameters: [String: Argument]
    let weighted: Bool
    let kept: Int
    let predictions: [Double]
  }
  let columns: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  /// The rows of the inner part.
  let inner: [Int]
  let cases: [Case]

  func training(weighted: Bool = false, draws: [UInt64]? = nil) throws -> TrainingSet {
    let features = Matrix(columns: columns.map { $0.map { $0 ?? .nan } })
    return try TrainingSet(
      features: features, featureNames: features.names, labels: labels, weights: weighted ? weights : nil,
      draws: draws)
  }
}

/// These need the libraries of LightGBM and XGBoost.
@Suite struct EarlyStoppingTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("early-stopping", as: Expected.self) }

  @Test(arguments: [1, 2]) func equalsBothLibraries(threads: Int) throws {
    let execution = Execution(threads: threads)
    let inner = Set(expected.inner)
    let outer = expected.labels.indices.filter { !inner.contains($0) }
    #expect(expected.cases.count == 6)
    for test in expected.cases {
      let whole = try expected.training(weighted: test.weighted)
      let (learnt, judged) = (whole.selecting(rows: outer), whole.selecting(rows: expected.inner))
      let type = try #require(EstimatorCatalog.named(test.library))
      let parameters = try BoundParameters(
        test.parameters.mapValues(\.value), specs: type.parameters, estimator: test.library)
      let model: any FittedModel = test.library == "lightgbm"
        ? try LightGBMEstimator(parameters).begin(learnt, judged: judged, seed: 42, execution: execution)
          .model(execution)
        : try XGBoostEstimator(parameters).begin(learnt, judged: judged, seed: 42, execution: execution)
          .model(execution)
      let probe = whole.features.selecting(rows: Array(0..<60))
      #expect(try model.predict(probe, execution: execution) == test.predictions, "\(test.parameters)")
      #expect(model.remarks.count == 1 && model.remarks[0].hasPrefix("kept the trees of \(test.kept) rounds"))
    }
  }

  @Test(arguments: ["lightgbm", "xgboost"]) func theBestRoundsAreAModelOfTheInnerSplit(name: String) throws {
    let arguments: [String: ParameterValue] = [
      "n_estimators": .int(500), "early_stopping_rounds": .int(10), "learning_rate": .float(0.1),
    ]
    let training = try expected.training()
    let model = try EstimatorCatalog.make(name, arguments).fit(training, seed: 1, execution: .serial)
    let parameters = try BoundParameters(
      arguments, specs: try #require(EstimatorCatalog.named(name)).parameters, estimator: name)
    let stopping = try #require(EarlyStopping(parameters, metric: name == "xgboost" ? "eval_metric" : "metric"))
    let parts = try stopping.parts(of: training, seed: 1, execution: .serial)
    let kept = try #require(model.remarks.first?.firstMatch(of: #/of ([0-9]+) rounds out of ([0-9]+)/#))
    let rounds = try #require(Int(kept.1))
    #expect(kept.2 == "\(rounds + 10)")
    let again = try EstimatorCatalog.make(name, ["n_estimators": .int(rounds), "learning_rate": .float(0.1)])
      .fit(parts.learnt, seed: 1, execution: .serial)
    let scores = try [model, again].map { try $0.predict(training.features, execution: .serial) }
    #expect(scores[0] == scores[1])
  }

  @Test func theInnerPartIsStratifiedAndGoesByHash() throws {
    let draws = expected.labels.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let parameters = try BoundParameters(
      ["early_stopping_rounds": .int(5), "validation_fraction": .float(0.2)], specs: LightGBMEstimator.parameters,
      estimator: "lightgbm")
    let stopping = try #require(EarlyStopping(parameters, metric: "metric"))
    let training = try expected.training(draws: draws)
    let parts = try stopping.parts(of: training, seed: 1, execution: .serial)
    #expect(parts.judged.labels.count == 180 && parts.learnt.labels.count == 720)
    let share = Double(training.labels.count { $0 == 1 }) * 0.2
    #expect(abs(Double(parts.judged.labels.count { $0 == 1 }) - share) <= 1)
    let backwards = try stopping.parts(
      of: training.selecting(rows: training.labels.indices.reversed()), seed: 1, execution: .serial)
    #expect(Set(backwards.judged.draws ?? []) == Set(parts.judged.draws ?? [1]))
  }

  @Test func rowsOfOneKeyStayTogether() throws {
    let draws = expected.labels.indices.map { UInt64($0 / 3) &* 0x9E37_79B9_7F4A_7C15 }
    let parameters = try BoundParameters(
      ["early_stopping_rounds": .int(5), "validation_fraction": .float(0.25)], specs: XGBoostEstimator.parameters,
      estimator: "xgboost")
    let stopping = try #require(EarlyStopping(parameters, metric: "eval_metric"))
    let parts = try stopping.parts(of: expected.training(draws: draws), seed: 1, execution: .serial)
    let (learnt, judged) = (Set(parts.learnt.draws ?? []), Set(parts.judged.draws ?? []))
    #expect(learnt.isDisjoint(with: judged) && learnt.count + judged.count == 300)
    #expect((200...250).contains(parts.judged.labels.count))
  }

  private func stopping(_ share: Double) throws -> EarlyStopping {
    let parameters = try BoundParameters(
      ["early_stopping_rounds": .int(5), "validation_fraction": .float(share)], specs: LightGBMEstimator.parameters,
      estimator: "lightgbm")
    return try #require(EarlyStopping(parameters, metric: "metric"))
  }

  private func timed(_ times: [Int?], keys: [UInt64]? = nil) throws -> TrainingSet {
    let rows = times.count
    let features = Matrix(columns: [(0..<rows).map { Double($0) }])
    return try TrainingSet(
      features: features, featureNames: ["row"], labels: (0..<rows).map { Double(($0 / 10 + $0) % 2) },
      draws: keys ?? (0..<rows).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }, times: times)
  }

  private func rows(_ set: TrainingSet) -> [Int] { set.features.values.map { Int($0) } }

  @Test func theInnerPartIsTheLatestRowsWhereTheyHaveTimes() throws {
    // Ten rows at each of ten times, in no order.
    let times = (0..<100).map { $0 * 7 % 10 }
    let parts = try stopping(0.2).parts(of: timed(times), seed: 1, execution: .serial)
    #expect(rows(parts.judged) == times.indices.filter { times[$0] >= 8 })
    #expect(rows(parts.learnt) == times.indices.filter { times[$0] < 8 })
    // Rows of one time are never parted.
    let coarse = try stopping(0.15).parts(of: timed(times), seed: 1, execution: .serial)
    #expect([10, 20].contains(coarse.judged.labels.count))
    #expect(Set(rows(coarse.judged).map { times[$0] }).isDisjoint(with: rows(coarse.learnt).map { times[$0] }))
  }

  @Test func keysAndRowsWithoutATimeAreNotOnBothSides() throws {
    let times: [Int?] = (0..<100).map { $0 == 50 ? nil : $0 / 10 }
    // A key of rows 3 and 97: it begins early, and comes again in the inner part.
    let keys = (0..<100).map { UInt64($0 == 97 ? 3 : $0) &* 0x9E37_79B9_7F4A_7C15 }
    let parts = try stopping(0.2).parts(of: timed(times, keys: keys), seed: 1, execution: .serial)
    #expect(rows(parts.learnt) == (0..<80).filter { $0 != 50 })
    #expect(rows(parts.judged) == (80..<100).filter { $0 != 97 })
  }

  @Test func theNoteSaysThatTheyAreTheLatest() throws {
    let whole = try expected.training()
    let training = try TrainingSet(
      features: whole.features, featureNames: whole.featureNames, labels: whole.labels,
      times: whole.labels.indices.map { $0 })
    for (name, isTimed) in [("lightgbm", true), ("xgboost", true), ("hist_boosting", true), ("lightgbm", false)] {
      let model = try EstimatorCatalog.make(name, ["early_stopping_rounds": .int(3)])
        .fit(isTimed ? training : whole, seed: 1, execution: .serial)
      #expect(model.remarks.count == 1 && model.remarks[0].hasSuffix(", the latest ones") == isTimed, "\(name)")
    }
  }

  @Test func anInnerPartWithoutBothClassesIsRefused() throws {
    let estimator = try EstimatorCatalog.make(
      "xgboost", ["early_stopping_rounds": .int(5), "validation_fraction": .float(0.0005)])
    let error = #expect(throws: LearningError.self) {
      try estimator.fit(expected.training(), seed: 1, execution: .serial)
    }
    #expect(error?.help != nil)
  }
}
