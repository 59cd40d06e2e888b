import Columns
import Kernels
import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let smoothing: Double
    let weighted: Bool
    let columns: [Int]
    let priors: [Double]
    let means: [[Double]]
    let variances: [[Double]]
    let probabilities: [Double]
  }
  let columns: [[Double]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]
}

@Suite struct NaiveBayesTests {
  private func fit(
    _ columns: [[Double]], _ labels: [Double], weights: [Double]? = nil, smoothing: Double = 1e-9, threads: Int = 1
  ) throws -> any FittedModel {
    let features = Matrix(columns: columns)
    let training = try TrainingSet(
      features: features, featureNames: features.names, labels: labels, weights: weights)
    return try EstimatorCatalog.make("naive_bayes", ["var_smoothing": .float(smoothing)])
      .fit(training, seed: 1, execution: Execution(threads: threads))
  }

  @Test func equalsScikitLearn() throws {
    let expected = try Parity.expected("naive_bayes", as: Expected.self)
    #expect(expected.cases.count == 4)
    for test in expected.cases {
      let columns = test.columns.map { expected.columns[$0] }
      let model = try fit(
        columns, expected.labels, weights: test.weighted ? expected.weights : nil, smoothing: test.smoothing)
      let title = "smoothing \(test.smoothing), weighted \(test.weighted)"
      let learnt = try #require(model.learnt)
      for (place, name) in [(0, "0"), (1, "1")] {
        let means = try #require(learnt.first { $0.name == "mean_\(name)" }?.column.doubles())
        let variances = try #require(learnt.first { $0.name == "variance_\(name)" }?.column.doubles()).dropFirst()
        #expect(isNear(means, [test.priors[place]] + test.means[place]), "\(title)")
        #expect(isNear(Array(variances), test.variances[place]), "\(title)")
      }
      let scores = try model.predict(Matrix(columns: columns), execution: .serial)
      #expect(zip(scores, test.probabilities).allSatisfy { abs($0 - $1) < 1e-9 }, "\(title)")
    }
  }

  private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-11 * max(1, abs($1)) }
  }

  @Test func threadsAndFarRows() throws {
    var generator = SplitMix64(seed: 3)
    let columns = (0..<3).map { _ in (0..<40_000).map { _ in Double.random(in: -1...1, using: &generator) } }
    let labels = columns[1].map { $0 + Double.random(in: -1...1, using: &generator) > 0 ? 1.0 : 0 }
    let models = try [1, 2].map { try fit(columns, labels, threads: $0) }
    let scores = try models.map { try $0.predict(Matrix(columns: columns), execution: Execution(threads: 2)) }
    #expect(scores[0].map(\.bitPattern) == scores[1].map(\.bitPattern))
    // A hundred thousand standard deviations away the odds are far beyond what a probability can hold, and no NaN.
    let far = try models[0].predict(Matrix(columns: [[1e5, -1e5], [0, 0], [0, 0]]), execution: .serial)
    #expect(far.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(throws: LearningError.self) {
      try models[0].predict(Matrix(columns: [[1.7e308], [-1.7e308], [1.7e308]]), execution: .serial)
    }
  }

  @Test func whatCannotBeLearntIsNamed() {
    #expect {
      try fit([[1, 1, 2, 3], [0, 1, 0, 1]], [0, 0, 1, 1], smoothing: 0)
    } throws: { error in
      (error as? LearningError)?.feature == "x0"
        && (error as? LearningError)?.help == "drop it, or give a larger `var_smoothing`"
    }
    #expect { try fit([[1, .nan, 2, 3]], [0, 0, 1, 1]) } throws: { ($0 as? LearningError)?.row == 1 }
    #expect { try fit([[1e300, -1e300, 2, 3]], [0, 0, 1, 1]) } throws: {
      ($0 as? LearningError)?.sentence.contains("too large") == true
    }
    #expect(throws: LearningError("all rows of class 1 weigh 0")) {
      try fit([[1, 2, 3, 4]], [0, 0, 1, 1], weights: [1, 1, 0, 0])
    }
  }
}
