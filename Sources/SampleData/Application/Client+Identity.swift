extension Client {
  /// The first SK_ID_CURR.
  static let firstID = 100_002
  /// In each group of consecutive ids, this many belong to clients and the rest are gaps.
  static let groupSize = 25
  private static let groupSpan = 29

  /// The ids of one group of ``groupSize`` clients, rising; the first id of each group is always taken.
  static func ids(group: Int, seed: UInt64) -> [Int] {
    var random = KeyedRandom(seed: seed, purpose: .gaps, index: group)
    let first = firstID + group * groupSpan
    var ids = [first]
    for offset in 1..<groupSpan {
      let needed = groupSize - ids.count
      if random.below(groupSpan - offset) < needed { ids.append(first + offset) }
    }
    return ids
  }

  /// How many rows of bureau a client has: none for 14 %, else a heavy-tailed number of 6.5 on average.
  static func bureauCount(index: Int, seed: UInt64) -> Int {
    var random = KeyedRandom(seed: seed, purpose: .bureauCount, index: index)
    guard random.chance(0.86) else { return 0 }
    return min(116, 1 + Int(random.logNormal(median: 4.37, spread: 0.8)))
  }

  /// How many previous applications a client has: none for 5 %, else a heavy-tailed number of 5.7 on average.
  static func previousCount(index: Int, seed: UInt64) -> Int {
    var random = KeyedRandom(seed: seed, purpose: .previousCount, index: index)
    guard random.chance(0.95) else { return 0 }
    return min(77, 1 + Int(random.logNormal(median: 3.85, spread: 0.78)))
  }
}
