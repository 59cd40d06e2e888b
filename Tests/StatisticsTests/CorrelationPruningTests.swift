import Columns
import Statistics
import TestSupport
import Testing

@Suite struct CorrelationPruningTests {
  /// A chain: 0 is like 1, 1 is like 2, but 0 is not like 2; 3 stands alone and 4 is undefined.
  private let chain = CorrelationMatrix(
    values: Matrix(columns: [
      [1, -0.9, 0.2, 0, .nan], [-0.9, 1, 0.8, 0, .nan], [0.2, 0.8, 1, 0, .nan], [0, 0, 0, 1, .nan],
      [.nan, .nan, .nan, .nan, .nan],
    ]))

  @Test func theRulesDifferOnAChain() {
    let everyPair = CorrelationPruning(correlations: chain, ranking: [0, 1, 2, 3, 4], threshold: 0.7)
    #expect(everyPair.kept == [0, 3, 4])
    #expect(everyPair.dropped.map(\.column) == [1, 2])
    #expect(everyPair.dropped.map(\.partner) == [0, 1])
    #expect(everyPair.dropped.map(\.correlation) == [-0.9, 0.8])
    let greedy = CorrelationPruning(correlations: chain, ranking: [0, 1, 2, 3, 4], threshold: 0.7, rule: .greedy)
    #expect(greedy.kept == [0, 2, 3, 4] && greedy.dropped.map(\.column) == [1])
  }

  @Test func theRankingDecidesAndTheThresholdIsExclusive() {
    let reversed = CorrelationPruning(correlations: chain, ranking: [4, 3, 2, 1, 0], threshold: 0.7)
    #expect(reversed.kept == [2, 3, 4] && reversed.dropped.map(\.column) == [1, 0])
    #expect(CorrelationPruning(correlations: chain, ranking: [0, 1, 2, 3, 4], threshold: 0.9).kept.count == 5)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func equalsTheDefinitions(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let count = 30
    var values = Matrix(rows: count, columns: count, values: Array(repeating: 1, count: count * count))
    for row in 0..<count {
      for column in 0..<row {
        values[row, column] = Double.random(in: -1...1, using: &generator)
        values[column, row] = values[row, column]
      }
    }
    let correlations = CorrelationMatrix(values: values)
    let ranking = Array(0..<count).shuffled(using: &generator)
    var (everyPair, greedy) = (Set(0..<count), Set<Int>())
    for (place, column) in ranking.enumerated() {
      if ranking[..<place].contains(where: { abs(values[$0, column]) > 0.8 }) { everyPair.remove(column) }
      if !greedy.contains(where: { abs(values[$0, column]) > 0.8 }) { greedy.insert(column) }
    }
    let pruned = CorrelationPruning(correlations: correlations, ranking: ranking, threshold: 0.8)
    #expect(pruned.kept == everyPair.sorted(), "seed \(seed)")
    let kept = CorrelationPruning(correlations: correlations, ranking: ranking, threshold: 0.8, rule: .greedy).kept
    #expect(kept == greedy.sorted(), "seed \(seed)")
  }
}
