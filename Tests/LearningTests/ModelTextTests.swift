import Columns
import Kernels
import Learning
import TestSupport
import Testing

@Suite struct ModelTextTests {
  private func training() throws -> TrainingSet {
    var generator = SplitMix64(seed: 2)
    let columns = (0..<3).map { _ in (0..<400).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[1].map { $0 + Double.random(in: -1...1, using: &generator) > 0 ? 1.0 : 0 }
    return try TrainingSet(features: Matrix(columns: columns), featureNames: ["a", "b\n", "c"], labels: labels)
  }

  @Test(arguments: EstimatorCatalog.all.map { $0.name })
  func aLoadedModelPredictsTheSameBits(name: String) throws {
    let training = try training()
    let model = try EstimatorCatalog.make(name).fit(training, seed: 1, execution: .serial)
    let text = try ModelText.write(model)
    let again = try ModelText.load(text)
    #expect(again.estimatorName == name && again.featureNames == training.featureNames)
    #expect(
      try again.predict(training.features, execution: .serial) == model.predict(training.features, execution: .serial))
    #expect(try ModelText.write(again) == text)
    #expect(try again.importance() == model.importance())
  }

  @Test(arguments: ["", "carnet-model 2\n{}\n", "carnet-model 1\n{\n{}", "carnet-model 1\n", """
    carnet-model 1
    {"estimator":"oracle","features":["a"]}
    {}
    """, """
    carnet-model 1
    {"estimator":"logistic","features":["a","b"]}
    {"coefficients":[1],"intercept":0}
    """, """
    carnet-model 1
    {"estimator":"lightgbm","features":["a"]}
    not a model
    """])
  func damagedTextIsRefused(text: String) {
    #expect(throws: LearningError.self) { try ModelText.load(text) }
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
