import Columns
import Forms
import Kernels
@testable import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let state: String
    /// How often each tree drew each row.
    let drawn: [[Int]]
    let scores: [Double?]
    let accuracy: Double
    let auc: Double
  }
  let columns: [[Double?]]
  let labels: [Double]
  let cases: [Case]

  var features: Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }

  func training(_ draws: [UInt64]? = nil) throws -> TrainingSet {
    try TrainingSet(features: features, featureNames: ["a", "b", "c", "d"], labels: labels, draws: draws)
  }
}

/// Scores of rows by the trees that did not draw them.
@Suite struct OutOfBagTests {
  @Test(arguments: [1, 2]) func equalsScikitLearn(threads: Int) throws {
    let expected = try Parity.expected("oob", as: Expected.self)
    let execution = Execution(threads: threads)
    #expect(expected.cases.count == 3)
    for test in expected.cases {
      let value = try #require(JSONReader.read(test.state))
      let model = try #require(try FormDecoder.decode(ModelState.self, from: value).model as? RandomForestModel)
      let drawn = test.drawn.map { DrawnRows($0) }
      let scores = try OutOfBag.scores(model.ensemble, drawn: drawn, expected.features, execution)
      for (own, wanted) in zip(scores, test.scores) {
        #expect((own == nil) == (wanted == nil) && abs((own ?? 0) - (wanted ?? 0)) < 1e-12)
      }
      let found = try OutOfBag(model.ensemble, drawn: drawn, expected.training(), execution)
      #expect(found.accuracy == test.accuracy && abs((found.area ?? 0) - test.auc) < 1e-12)
      #expect(found.unscored == test.scores.count { $0 == nil } && found.rows + found.unscored == 240)
      #expect(found.remarks.isEmpty == (found.unscored == 0))
    }
  }

  @Test func theForestItselfIsTheSame() throws {
    let expected = try Parity.expected("oob", as: Expected.self)
    func forest(_ arguments: [String: ParameterValue], threads: Int = 1) throws -> any FittedModel {
      try EstimatorCatalog.make("random_forest", arguments.merging(["trees": .int(40)]) { $1 })
        .fit(expected.training(), seed: 3, execution: Execution(threads: threads))
    }
    let plain = try forest([:]), scored = try forest(["oob_score": .bool(true)])
    let features = expected.features
    #expect(
      try plain.predict(features, execution: .serial) == scored.predict(features, execution: .serial))
    #expect(plain.facts.isEmpty && scored.facts.map(\.name) == ["oob_auc", "oob_accuracy"])
    // Scores of rows that all trees have seen would be close to perfect.
    let area = try #require(scored.facts.first?.value)
    #expect((0.6...0.85).contains(area))
    let again = try forest(["oob_score": .bool(true)], threads: 2)
    #expect(again.facts.map(\.value) == scored.facts.map(\.value))
    let decoded = try FormDecoder.decode(ModelState.self, from: FormEncoder.value(of: ModelState(scored))).model
    #expect(decoded.facts.map(\.value) == scored.facts.map(\.value))
  }

  @Test func withoutDrawsThereIsNoBag() {
    for name in ["oob_score", "max_samples"] {
      let value: ParameterValue = name == "oob_score" ? .bool(true) : .float(0.5)
      let error = #expect(throws: ParameterError.self) {
        try EstimatorCatalog.make("random_forest", ["bootstrap": .bool(false), name: value])
      }
      #expect(error?.parameter == name && error?.help != nil)
    }
  }
}
