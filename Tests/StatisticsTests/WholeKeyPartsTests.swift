import Foundation
import Statistics
import TestSupport
import Testing

/// Random tables of keys that repeat.
private struct KeyedTable {
  var key: [Int] = []
  var label: [Int] = []
  let hash: StableHash

  init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    hash = StableHash(seed: seed, purpose: "folds")
    let keys = Int.random(in: 5...120, using: &generator), largest = Int.random(in: 1...12, using: &generator)
    let rate = Double.random(in: 0.1...0.6, using: &generator), isMixed = Bool.random(using: &generator)
    for number in 0..<keys {
      let own = Double.random(in: 0...1, using: &generator) < rate
      for _ in 0..<Int.random(in: 1...largest, using: &generator) {
        key.append(number * 7)
        label.append((isMixed ? Double.random(in: 0...1, using: &generator) < rate : own) ? 1 : 0)
      }
    }
  }

  /// The part of each key.
  func parts(_ shares: [Double], phase: Double? = nil) -> [Int: Int] {
    var number: [Int: Int] = [:]
    for own in key where number[own] == nil { number[own] = number.count }
    let hashes = number.sorted { $0.value < $1.value }.map { hash.hash($0.key) }
    let draw = WholeKeyParts.Draw(
      keyOfRow: key.map { number[$0] ?? 0 }, strata: label, hashes: hashes, shares: shares, phase: phase)
    let parts = WholeKeyParts(draw).partOfKey
    return number.mapValues { parts[$0] }
  }

  /// The rows of each part, of one class.
  func counts(_ parts: [Int: Int], _ count: Int, _ wanted: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for (own, label) in zip(key, label) where label == wanted { counts[parts[own] ?? 0] += 1 }
    return counts
  }

  mutating func shuffle(_ generator: inout SplitMix64) {
    let order = key.indices.shuffled(using: &generator)
    (key, label) = (order.map { key[$0] }, order.map { label[$0] })
  }
}

@Suite struct WholeKeyPartsTests {
  /// How many random tables are tried; `CARNET_TRIALS` tries more.
  static let trials = UInt64(ProcessInfo.processInfo.environment["CARNET_TRIALS"] ?? "") ?? 300

  @Test func aPartBelongsToTheKeyAndNotToTheOrderOfTheRows() {
    for seed in 1...Self.trials {
      var table = KeyedTable(seed: seed), generator = SplitMix64(seed: seed)
      let shares = seed % 2 == 0 ? [0.2, 0.2, 0.2, 0.2, 0.2] : [0.7, 0.3]
      let before = table.parts(shares, phase: 0.4)
      table.shuffle(&generator)
      #expect(table.parts(shares, phase: 0.4) == before, "seed \(seed)")
    }
  }

  /// No part is further from its share of a class than the largest key of the class, or little more if keys mix
  /// classes.
  @Test func classesAreBalancedAsFarAsWholeKeysAllow() {
    for seed in 1...Self.trials {
      let table = KeyedTable(seed: seed)
      for shares in [[0.25, 0.25, 0.25, 0.25], [0.6, 0.2, 0.2], [0.9, 0.1]] {
        let parts = table.parts(shares, phase: shares[0] == 0.25 ? nil : 0.7)
        for label in 0...1 {
          let counts = table.counts(parts, shares.count, label), all = Double(counts.reduce(0, +))
          let largest = Dictionary(grouping: table.key.indices.filter { table.label[$0] == label }) { table.key[$0] }
            .values.map(\.count).max() ?? 0
          for (count, share) in zip(counts, shares) {
            #expect(abs(Double(count) - share * all) <= 1.5 * Double(largest) + 1, "seed \(seed), class \(label)")
          }
        }
      }
    }
  }

  struct Expected: Decodable {
    struct Case: Decodable {
      let key: [Int]
      let label: [Int]
      let folds: Int
      let spread: [Double]
    }
    let cases: [Case]
  }

  /// As even as scikit-learn's StratifiedGroupKFold at the best of five shuffles.
  @Test func foldsAreAsEvenAsThoseOfScikitLearn() throws {
    let cases = try Parity.expected("folds", as: Expected.self).cases
    var (own, theirs, worse) = (0.0, 0.0, 0)
    for test in cases {
      var table = KeyedTable(seed: 1)
      (table.key, table.label) = (test.key, test.label)
      let parts = table.parts([Double](repeating: 1 / Double(test.folds), count: test.folds))
      let spread = try (0...1).map { label -> Double in
        let counts = table.counts(parts, test.folds, label)
        return try Double(#require(counts.max()) - #require(counts.min())) / Double(counts.reduce(0, +))
      }
      let (a, b) = (try #require(spread.max()), try #require(test.spread.max()))
      own += a
      theirs += b
      if a > b + 1e-9 { worse += 1 }
    }
    #expect(cases.count == 32 && worse <= 2, "worse in \(worse)")
    #expect(own <= theirs, "\(own) against \(theirs)")
  }

  /// No key is kept from a small part, or bound to it, by its size; on the whole keys go there as often as its share.
  @Test func overSeedsEveryKeyMayGoToASmallPart() throws {
    for table in [KeyedTable(seed: 11), KeyedTable(seed: 12), KeyedTable(seed: 14)] {
      var hits: [Int: Int] = [:]
      for seed in 0..<400 as Range<UInt64> {
        let own = KeyedTable(rows: table, seed: seed)
        let phase = StableHash(seed: seed, purpose: "phase").unit(0)
        for (key, part) in own.parts([0.8, 0.2], phase: phase) where part == 1 { hits[key, default: 0] += 1 }
      }
      let shares = Set(table.key).map { Double(hits[$0] ?? 0) / 400 }
      #expect(shares.allSatisfy { (0.03...0.75).contains($0) }, "\(shares.sorted())")
      #expect(abs(shares.reduce(0, +) / Double(shares.count) - 0.2) < 0.03)
    }
  }

  @Test func keysOfOneRowAreDealtLikeRows() throws {
    for seed in 1...Self.trials {
      var generator = SplitMix64(seed: seed)
      var table = KeyedTable(seed: seed)
      let count = Int.random(in: 40...200, using: &generator), folds = Int.random(in: 2...7, using: &generator)
      table.key = Array(0..<count)
      table.label = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) < 0.4 ? 1 : 0 }
      let parts = table.parts([Double](repeating: 1 / Double(folds), count: folds))
      let rows = try StratifiedFolds.assign(
        strata: table.label, hashes: table.key.map { table.hash.hash($0) }, folds: folds)
      #expect(table.key.map { parts[$0] } == rows, "seed \(seed)")
      // Two rows a key, and the same folds.
      var twice = table
      (twice.key, twice.label) = (table.key + table.key, table.label + table.label)
      #expect(twice.parts([Double](repeating: 1 / Double(folds), count: folds)) == parts, "seed \(seed)")
    }
  }

  /// What the documentation promises: a row more shifts those that are dealt behind it, and no others.
  @Test func aRowMoreShiftsThoseBehindIt() throws {
    for seed in 1...Self.trials {
      var generator = SplitMix64(seed: seed)
      let hash = StableHash(seed: seed, purpose: "folds")
      let count = Int.random(in: 40...300, using: &generator), folds = Int.random(in: 2...8, using: &generator)
      let labels = (0...count).map { _ in Double.random(in: 0...1, using: &generator) < 0.4 ? 1.0 : 0 }
      let hashes = (0...count).map { hash.hash($0) }
      let before = try StratifiedFolds.assign(
        labels: Array(labels.dropLast()), hashes: Array(hashes.dropLast()), folds: folds)
      let after = try StratifiedFolds.assign(labels: labels, hashes: hashes, folds: folds)
      for row in 0..<count {
        let isBehind = (labels[count], hashes[count]) < (labels[row], hashes[row])
        #expect(after[row] == (before[row] + (isBehind ? 1 : 0)) % folds, "seed \(seed)")
      }
    }
  }
}

extension KeyedTable {
  /// The same rows with hashes of another seed.
  fileprivate init(rows: KeyedTable, seed: UInt64) {
    hash = StableHash(seed: seed, purpose: "folds")
    (key, label) = (rows.key, rows.label)
  }
}
