import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Scores and metrics of whole cross-validations against scikit-learn and LightGBM on the same folds.
@Suite(.serialized) struct CrossValidationParityTests {
  struct Expected: Decodable {
    struct Scored: Decodable {
      let tolerance: Double
      let scores: [Double]
      let fields: [String: Double]
    }

    let folds: [Double]
    let logistic: Scored
    let lightgbm: Scored
    let sharedBins: Scored

    private enum CodingKeys: String, CodingKey { case folds, logistic, lightgbm, sharedBins = "shared_bins" }
  }

  static let table = """
    seed 7
    app = load "data/home-credit/application_train.csv", key: SK_ID_CURR

    """

  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  private func compare(_ pipeline: String, _ expected: Expected.Scored) throws {
    let evaluation = try #require(try Run.script(Self.table + pipeline))
    let scores = try #require(evaluation.contents.first { $0.name == "scores" }?.table)
    #expect(scores["fold"]?.doubles() == (try Parity.expected("cv", as: Expected.self)).folds)
    let own = try #require(scores["score"]?.doubles())
    let worst = zip(own, expected.scores).map { abs($0 - $1) }.max() ?? .infinity
    #expect(own.count == expected.scores.count && worst <= expected.tolerance, "scores differ by \(worst)")
    for (name, value) in expected.fields.sorted(by: { $0.key < $1.key }) {
      let field = try #require(evaluation.fields.first { $0.name == name }?.cell.number, "\(name)")
      #expect(abs(field - value) <= expected.tolerance, "\(name) is \(field), not \(value)")
    }
  }

  @Test func logisticRegressionIsThatOfScikitLearn() throws {
    let pipeline = """
      app | derive { a = AMT_CREDIT / 1e6, b = AMT_INCOME_TOTAL / 1e6, c = DAYS_BIRTH / 1e4,
        d = REGION_POPULATION_RELATIVE * 10, e = EXT_SOURCE_2 ?? 0.5 }
        | cv logistic(l2: 1), target: TARGET, features: @(a + b + c + d + e)
      """
    try compare(pipeline, try Parity.expected("cv", as: Expected.self).logistic)
  }

  @Test func boostedTreesAreThoseOfLightGBM() throws {
    let pipeline = "app | cv lightgbm(n_estimators: 15, learning_rate: 0.05), target: TARGET, features: @num"
    try compare(pipeline, try Parity.expected("cv", as: Expected.self).lightgbm)
  }

  @Test func sharedBinsAreThoseOfSubsetsInPython() throws {
    let pipeline =
      "app | cv lightgbm(n_estimators: 15, learning_rate: 0.05), target: TARGET, features: @num, bins: shared"
    try compare(pipeline, try Parity.expected("cv", as: Expected.self).sharedBins)
  }
}
