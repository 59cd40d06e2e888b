import Kernels
import Learning
import Statistics
import TestSupport
import Testing

@Suite struct CrossValidationTests {
  private let labels = (0..<300).map { $0 % 4 == 0 ? 1.0 : 0 }

  private func folds() throws -> [Int] {
    let hash = StableHash(seed: 1, purpose: "folds")
    return try StratifiedFolds.assign(labels: labels, hashes: labels.indices.map { hash.hash($0) }, folds: 5)
  }

  @Test func eachRowIsScoredOnceByAModelThatDidNotSeeIt() throws {
    let folds = try folds()
    let scores = try CrossValidation.scores(candidates: 2, folds: Folds(folds), execution: .serial) {
      train, test, fold in
      #expect(Set(train).isDisjoint(with: test) && train.count + test.count == 300)
      #expect(test.allSatisfy { folds[$0] == fold })
      return [test.map { Double($0) / 300 }, test.map { _ in 0.5 }]
    }
    #expect(scores[1] == Array(repeating: 0.5, count: 300))
    let result = try CrossValidation(labels: labels, folds: Folds(folds), scores: scores[0])
    #expect(result.scores == (0..<300).map { Double($0) / 300 })
    #expect(result.foldEvaluations.count == 5)
    let pooled = try Evaluation(labels: labels, scores: result.scores)
    #expect(result.pooled[.auc] == pooled[.auc])
    let values = result.foldEvaluations.compactMap { $0[.auc] }
    let (mean, deviation) = result.acrossFolds(.auc)
    let expected = values.reduce(0, +) / 5
    #expect(abs((mean ?? 0) - expected) < 1e-15 && (deviation ?? 0) > 0)
  }

  @Test func cancelStopsBetweenFolds() throws {
    let execution = Execution(threads: 1)
    #expect(throws: Cancelled.self) {
      try CrossValidation.scores(candidates: 1, folds: Folds(try folds()), execution: execution) { _, test, _ in
        execution.monitor.cancel()
        return [test.map { _ in 0.5 }]
      }
    }
  }
}
