import Statistics
import TestSupport
import Testing

@Suite struct StratifiedFoldsTests {
  private static let hash = StableHash(seed: 42, purpose: "folds")

  @Test(arguments: [(1000, 5), (1003, 7), (61, 10), (20, 2)])
  func classesAndTotalsAreBalanced(rows: Int, folds: Int) throws {
    let labels = (0..<rows).map { $0 % 5 == 0 ? 1.0 : 0 }
    let fold = try StratifiedFolds.assign(labels: labels, hashes: labels.indices.map(Self.hash.hash), folds: folds)
    func spread(_ included: (Int) -> Bool) throws -> Int {
      let counts = (0..<folds).map { wanted in fold.indices.count { fold[$0] == wanted && included($0) } }
      return try #require(counts.max()) - #require(counts.min())
    }
    #expect(try spread { labels[$0] == 1 } <= 1)
    #expect(try spread { labels[$0] == 0 } <= 1)
    #expect(try spread { _ in true } <= 1)
  }

  @Test(arguments: [7, 8] as [UInt64])
  func foldBelongsToTheKeyAndNotToRowOrder(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let keys = Array(100_000..<100_400)
    let shuffled = keys.shuffled(using: &generator)
    func foldByKey(_ keys: [Int]) throws -> [Int: Int] {
      let fold = try StratifiedFolds.assign(
        labels: keys.map { $0 % 11 == 0 ? 1 : 0 }, hashes: keys.map(Self.hash.hash), folds: 5)
      return Dictionary(uniqueKeysWithValues: zip(keys, fold))
    }
    #expect(try foldByKey(keys) == foldByKey(shuffled), "seed \(seed)")
  }

  @Test func impossibleFoldsAreRefused() {
    #expect(throws: StatisticsError("class 1 has 2 rows, too few for 3 folds")) {
      try StratifiedFolds.assign(labels: [0, 0, 0, 1, 1], hashes: [1, 2, 3, 4, 5], folds: 3)
    }
    #expect(throws: StatisticsError("a cross-validation needs at least 2 folds, not 1")) {
      try StratifiedFolds.assign(labels: [0, 1], hashes: [1, 2], folds: 1)
    }
  }

  @Test func splitGivesEachPartItsShareOfEachClass() throws {
    let strata = (0..<997).map { $0 % 12 == 0 ? 1 : 0 }
    let fractions = [0.6, 0.2, 0.2]
    let part = try StratifiedSplit.assign(
      strata: strata, hashes: strata.indices.map(Self.hash.hash), fractions: fractions)
    for stratum in 0...1 {
      let size = Double(strata.count { $0 == stratum })
      for (index, fraction) in fractions.enumerated() {
        let count = part.indices.count { part[$0] == index && strata[$0] == stratum }
        #expect(abs(Double(count) - fraction * size) <= 1)
      }
    }
  }

  @Test func aPartGrowsWithItsShare() throws {
    let strata = (0..<500).map { $0 % 10 == 0 ? 1 : 0 }
    let hashes = strata.indices.map(Self.hash.hash)
    func sample(_ share: Double) throws -> [Int] {
      let part = try StratifiedSplit.assign(strata: strata, hashes: hashes, fractions: [share, 1 - share])
      return part.indices.filter { part[$0] == 0 }
    }
    let small = try sample(0.2), large = try sample(0.5)
    #expect(small.count == 100 && small.count { strata[$0] == 1 } == 10)
    #expect(Set(small).isSubset(of: large))
    #expect(throws: StatisticsError.self) { try sample(0) }
  }

  /// What the documentation of `split` and `sample` promises.
  @Test func aRowMoreMovesAtMostOneOverEachBorder() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      var generator = SplitMix64(seed: seed)
      let hash = StableHash(seed: seed, purpose: "split"), count = Int.random(in: 5...200, using: &generator)
      let strata = (0...count).map { _ in Int.random(in: 0...2, using: &generator) }
      let hashes = (0...count).map { hash.hash($0) }, fractions = [0.55, 0.25, 0.2]
      let before = try StratifiedSplit.assign(
        strata: Array(strata.dropLast()), hashes: Array(hashes.dropLast()), fractions: fractions)
      let after = try StratifiedSplit.assign(strata: strata, hashes: hashes, fractions: fractions)
      let moved = before.indices.filter { before[$0] != after[$0] }
      #expect(moved.allSatisfy { strata[$0] == strata[count] && abs(before[$0] - after[$0]) == 1 }, "seed \(seed)")
      #expect(Set(moved.map { min(before[$0], after[$0]) }).count == moved.count, "seed \(seed)")
    }
  }
}
