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

  @Test func metricsAreOfAllRowsAndOfEachFold() throws {
    let folds = try folds()
    let scores = labels.indices.map { Double($0) / 300 }
    let result = try CrossValidation(labels: labels, folds: Folds(folds), scores: scores)
    #expect(result.scores == scores && result.folds == folds)
    #expect(result.foldEvaluations.count == 5)
    let pooled = try Evaluation(labels: labels, scores: result.scores)
    #expect(result.pooled[.auc] == pooled[.auc])
    let values = result.foldEvaluations.compactMap { $0[.auc] }
    let (mean, deviation) = result.acrossFolds(.auc)
    let expected = values.reduce(0, +) / 5
    #expect(abs((mean ?? 0) - expected) < 1e-15 && (deviation ?? 0) > 0)
  }
}
