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

  @Test func sampleIsSortedAndGrowsWithItsShare() throws {
    let strata = (0..<500).map { $0 % 10 == 0 ? 1 : 0 }
    let hashes = strata.indices.map(Self.hash.hash)
    let small = try StratifiedSplit.sample(strata: strata, hashes: hashes, fraction: 0.2)
    let large = try StratifiedSplit.sample(strata: strata, hashes: hashes, fraction: 0.5)
    #expect(small.count == 100 && small.count { strata[$0] == 1 } == 10)
    #expect(small == small.sorted() && Set(small).isSubset(of: large))
    #expect(try StratifiedSplit.sample(strata: strata, hashes: hashes, fraction: 1) == Array(strata.indices))
    #expect(throws: StatisticsError.self) { try StratifiedSplit.sample(strata: strata, hashes: hashes, fraction: 0) }
  }
}
