import Columns
import Forms
import Kernels
import Learning
import TestSupport
import Testing

@Suite struct ModelStateTests {
  private func training() throws -> TrainingSet {
    var generator = SplitMix64(seed: 2)
    let columns = (0..<3).map { _ in (0..<400).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[1].map { $0 + Double.random(in: -1...1, using: &generator) > 0 ? 1.0 : 0 }
    return try TrainingSet(features: Matrix(columns: columns), featureNames: ["a", "b\n", "c"], labels: labels)
  }

  @Test(arguments: EstimatorCatalog.all.map { $0.name })
  func aDecodedModelPredictsTheSameBits(name: String) throws {
    let training = try training()
    let model = try EstimatorCatalog.make(name).fit(training, seed: 1, execution: .serial)
    let text = try FormEncoder.value(of: ModelState(model)).lined
    let form = try #require(JSONReader.read(text))
    let again = try FormDecoder.decode(ModelState.self, from: form).model
    #expect(again.estimatorName == name && again.featureNames == training.featureNames)
    let before = try model.predict(training.features, execution: .serial)
    let after = try again.predict(training.features, execution: .serial)
    #expect(after.map(\.bitPattern) == before.map(\.bitPattern))
    #expect(try FormEncoder.value(of: ModelState(again)).lined == text)
    #expect(try again.importance() == model.importance())
  }

  @Test(arguments: [
    ("{}", "`estimator` is missing"),
    (#"{"estimator": "oracle", "state": {}}"#, "estimator: there is no estimator `oracle` here"),
    (#"{"estimator": "dummy", "state": {"features": ["a"]}}"#, "state: `prior` is missing"),
    (
      #"{"estimator": "dummy", "state": {"features": ["a"], "prior": "much"}}"#,
      "state.prior: a number should stand here, not a text"
    ),
    (
      #"{"estimator": "logistic", "state": {"features": ["a", "b"], "coefficients": [1.0], "intercept": 0.0, "#
        + #""means": [0.0, 1.0]}}"#,
      "state.coefficients: 2 numbers should stand here, not 1"
    ),
    (
      #"{"estimator": "logistic", "state": {"features": ["a"], "coefficients": [1.0], "intercept": 0.0, "#
        + #""means": [0.0, 1.0]}}"#,
      "state.means: 1 numbers should stand here, not 2"
    ),
    (
      #"{"estimator": "logistic", "state": {"features": ["a"], "coefficients": [1.0], "intercept": 0.0, "#
        + #""means": [0.0], "errors": [0.5, null, 0.5]}}"#,
      "state.errors: 2 numbers should stand here, not 3"
    ),
  ])
  func damagedStatesAreRefused(text: String, sentence: String) throws {
    let form = try #require(JSONReader.read(text))
    let error = #expect(throws: FormError.self) { try FormDecoder.decode(ModelState.self, from: form) }
    #expect(error?.description == sentence)
  }

  @Test(arguments: ["not a model", "", "tree\nversion=v4\nnum_class=1"])
  func textsThatAreNoTreesAreRefused(text: String) {
    let form = JSONValue.members([
      "estimator": .text("lightgbm"),
      "state": .members(["features": .texts(["a"]), "lines": .texts(text.split(separator: "\n").map { String($0) })]),
    ])
    #expect(throws: LearningError.self) { try FormDecoder.decode(ModelState.self, from: form) }
  }

  /// The library follows such numbers without a look at how many there are.
  @Test(arguments: [
    ("num_class=1", "num_class=3"), ("max_feature_idx=2", "max_feature_idx=9"), ("num_leaves=4", "num_leaves=400000"),
    ("left_child=1 ", "left_child=0 "), ("right_child=", "right_child=70000 "), ("split_feature=", "split_feature=77 "),
    ("leaf_value=", "value="), ("threshold=", "threshold=1 "), ("tree_sizes=", "tree_sizes=9"),
    ("num_cat=0", "num_cat=1"),
  ])
  func treesThatLeadAstrayAreRefused(part: String, other: String) throws {
    let training = try training()
    let model = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(3), "num_leaves": .int(4)])
      .fit(training, seed: 1, execution: .serial)
    let text = try FormEncoder.value(of: ModelState(model)).lined
    let changed = text.replacing(part, with: other, maxReplacements: 1)
    #expect(changed != text, "\(part) is there")
    let form = try #require(JSONReader.read(changed))
    #expect(throws: LearningError.self) { try FormDecoder.decode(ModelState.self, from: form) }
  }

  @Test func aMatrixOfAnotherWidthIsRefused() throws {
    let training = try training()
    for name in EstimatorCatalog.all.map({ $0.name }) {
      let model = try EstimatorCatalog.make(name).fit(training, seed: 1, execution: .serial)
      #expect(throws: LearningError("the model wants 3 features, not 1")) {
        try model.predict(Matrix(columns: [[1, 2]]), execution: .serial)
      }
    }
  }
}
