import Statistics
import TestSupport
import Testing

@Suite struct TimeFoldTests {
  /// Random times, some missing, and keys that repeat.
  private func rows(_ seed: UInt64) -> (times: [Int?], keys: [Int], folds: Int) {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 60...200, using: &generator), keys = Int.random(in: 20...count, using: &generator)
    let times = (0..<count).map { _ in
      Int.random(in: 0..<20, using: &generator) == 0 ? nil : Int.random(in: 0..<60, using: &generator)
    }
    return (
      times, (0..<count).map { _ in Int.random(in: 0..<keys, using: &generator) },
      Int.random(in: 2...4, using: &generator)
    )
  }

  @Test func aFoldIsTrainedOnEarlierRowsOfOtherKeys() throws {
    var tested = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      let (times, keys, count) = rows(seed)
      guard let folds = try? Folds(times: times, keyOfRow: keys, folds: count) else { continue }
      for fold in 0..<count {
        let test = folds.tested(in: fold), train = folds.trained(for: fold)
        tested += 1
        let begin = try #require(test.compactMap { times[$0] }.min())
        #expect(!train.isEmpty && train.allSatisfy { (times[$0] ?? .max) < begin }, "seed \(seed)")
        #expect(Set(test.map { keys[$0] }).isDisjoint(with: train.map { keys[$0] }), "seed \(seed)")
        #expect(Set(folds.trained(for: max(0, fold - 1))).isSubset(of: train), "seed \(seed)")
      }
      let foldsOfKey = Dictionary(grouping: folds.testedRows) { keys[$0] }.mapValues { Set($0.map { folds.ofRow[$0] }) }
      #expect(foldsOfKey.values.allSatisfy { $0.count == 1 }, "seed \(seed)")
    }
    #expect(tested > 300)
  }

  /// Without keys that repeat these are the blocks of scikit-learn's TimeSeriesSplit, but for how the rest is dealt.
  @Test func blocksOfSingleRowsAreEqual() throws {
    let folds = try Folds(times: (0..<60).reversed().map { $0 }, keyOfRow: Array(0..<60), folds: 5)
    #expect(folds.testedRows == Array(0..<50))
    for fold in 0..<5 {
      #expect(folds.tested(in: fold) == Array((40 - fold * 10)..<(50 - fold * 10)))
      #expect(folds.trained(for: fold) == Array((50 - fold * 10)..<60))
    }
  }

  @Test func tooFewTimesAreRefused() {
    #expect(throws: StatisticsError("the times fall into 2 blocks, and 3 folds need 4")) {
      try Folds(times: [0, 0, 0, 1, 1, 1], keyOfRow: Array(0..<6), folds: 3)
    }
  }
}
