/// Parts of given shares, made of whole keys, in which every stratum has its share as nearly as whole keys allow.
public struct WholeKeyParts: Sendable {
  /// The part of each key.
  public let partOfKey: [Int]

  /// Puts one key after another, the largest first, into the part that misses its strata most.
  ///
  /// Keys with the same rows go by their hashes, so that a part does not depend on the order of the rows. A key of one
  /// row is dealt as by ``StratifiedFolds``, and keys of equally many rows as if each had one. The measure of what is
  /// missed is that of scikit-learn's StratifiedGroupKFold, which has no hashes.
  ///
  /// Where parts differ in size, the largest key would always go to the largest part, and never to a small test part.
  /// There keys are taken in random order as long as their sizes are within a factor of two, and the first of them
  /// begins at ``Draw/phase``.
  ///
  /// - Parameter draw: what is to be put into which shares.
  public init(_ draw: Draw) {
    let counts = StratumCounts(draw)
    var fill = PartFill(draw, counts)
    var parts = [Int](repeating: 0, count: draw.hashes.count)
    for key in counts.order(draw) { parts[key] = fill.put(counts.ofKey[key]) }
    partOfKey = parts
  }

  /// What is put into parts.
  public struct Draw: Sendable {
    /// The key of each row, a number in `0..<hashes.count`.
    public var keyOfRow: [Int]
    /// The stratum of each row, a number from 0 that does not depend on row order.
    public var strata: [Int]
    /// One hash for each key, from ``StableHash``.
    public var hashes: [UInt64]
    /// The share of each part; positive, with a sum of 1.
    public var shares: [Double]
    /// A number in [0, 1) that says where in a long run of equal keys the draw begins, so that over all phases each
    /// part is begun with as often as its share; nil where the parts are alike.
    public var phase: Double?

    /// As many strata as rows, and as many hashes as keys.
    public init(keyOfRow: [Int], strata: [Int], hashes: [UInt64], shares: [Double], phase: Double? = nil) {
      precondition(keyOfRow.count == strata.count, "each row has one key and one stratum")
      (self.keyOfRow, self.strata, self.hashes) = (keyOfRow, strata, hashes)
      (self.shares, self.phase) = (shares, phase)
    }
  }
}

/// How many rows of each stratum keys have.
private struct StratumCounts {
  typealias Counts = [(stratum: Int, count: Int)]

  /// By ascending stratum; a stratum without rows is left out.
  let ofKey: [Counts]
  /// The number of rows of each stratum.
  let sizes: [Int]

  init(_ draw: WholeKeyParts.Draw) {
    var sizes = [Int](repeating: 0, count: (draw.strata.max() ?? -1) + 1)
    var strataOf = [[Int]](repeating: [], count: draw.hashes.count)
    for (key, stratum) in zip(draw.keyOfRow, draw.strata) {
      sizes[stratum] += 1
      strataOf[key].append(stratum)
    }
    self.sizes = sizes
    ofKey = strataOf.map { strata in
      strata.sorted().reduce(into: []) { counts, stratum in
        if let last = counts.last, last.stratum == stratum { counts[counts.count - 1].count += 1 } else {
          counts.append((stratum, 1))
        }
      }
    }
  }

  /// The keys in the order in which they are put into parts.
  func order(_ draw: WholeKeyParts.Draw) -> [Int] {
    let rows = ofKey.map { $0.reduce(0) { $0 + $1.count } }
    // How often a number can be halved; equal for sizes within a factor of two.
    let sizes = draw.phase == nil ? rows : rows.map { Int.bitWidth - $0.leadingZeroBitCount }
    return ofKey.indices.sorted { a, b in
      if sizes[a] != sizes[b] { return sizes[a] > sizes[b] }
      if draw.phase == nil, let isBefore = Self.isBefore(ofKey[a], ofKey[b]) { return isBefore }
      return (draw.hashes[a], a) < (draw.hashes[b], b)
    }
  }

  /// Whether a key has more rows of the first stratum in which two keys differ; nil where they are alike.
  private static func isBefore(_ a: Counts, _ b: Counts) -> Bool? {
    for (own, other) in zip(a, b) where own != other {
      return own.stratum != other.stratum ? own.stratum < other.stratum : own.count > other.count
    }
    return a.count != b.count ? a.count > b.count : nil
  }
}

/// How full parts are while keys are put into them.
private struct PartFill {
  private let shares: [Double]
  /// 1 / n for each stratum of n rows, so that a rare class weighs as much as a frequent one.
  private let importance: [Double]
  /// What each part lacks at the start, in keys: where a long run of equal keys would have left off.
  private let lack: [Double]
  /// The rows of each stratum that were put into any part, and for each part those in it.
  private var given: [Int]
  private var held: [[Int]]
  private var rows: [Int]

  init(_ draw: WholeKeyParts.Draw, _ counts: StratumCounts) {
    shares = draw.shares
    importance = counts.sizes.map { 1 / Double($0) }
    lack = draw.phase.map { Self.lack(after: Int($0 * 5040), draw.shares) } ?? draw.shares.map { _ in 0 }
    given = counts.sizes.map { _ in 0 }
    held = draw.shares.map { _ in counts.sizes.map { _ in 0 } }
    rows = draw.shares.map { _ in 0 }
  }

  /// What each part lacks of its share after a number of equal keys, each put where most is missed.
  private static func lack(after keys: Int, _ shares: [Double]) -> [Double] {
    var lack = shares.map { _ in 0.0 }
    for _ in 0..<keys {
      for part in shares.indices { lack[part] += shares[part] }
      lack[lack.indices.max { lack[$0] < lack[$1] } ?? 0] -= 1
    }
    return lack
  }

  /// Puts a key into a part.
  mutating func put(_ counts: StratumCounts.Counts) -> Int {
    let part = next(counts)
    for (stratum, count) in counts {
      given[stratum] += count
      held[part][stratum] += count
      rows[part] += count
    }
    return part
  }

  /// The part that misses a key most; of equal ones the one that misses most rows, then the first.
  private func next(_ counts: StratumCounts.Counts) -> Int {
    let all = Double(counts.reduce(rows.reduce(0, +)) { $0 + $1.count })
    let weight = counts.reduce(0.0) { sum, own in
      let share = Double(own.count) * importance[own.stratum]
      return sum + share * share
    }
    var best = 0, most = (-Double.infinity, -Double.infinity)
    for part in shares.indices {
      var missed = lack[part] * weight
      for (stratum, count) in counts {
        let wanted = shares[part] * Double(given[stratum] + count) - Double(held[part][stratum])
        missed += Double(count) * importance[stratum] * importance[stratum] * wanted
      }
      let size = shares[part] * all - Double(rows[part])
      if (missed, size) > most { (best, most) = (part, (missed, size)) }
    }
    return best
  }
}
