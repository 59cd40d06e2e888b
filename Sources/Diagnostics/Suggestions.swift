/// Did-you-mean: the names nearest to a misspelt one.
public enum Suggestions {
  /// In bytes.
  private static let longestName = 300

  /// At most `limit` candidates close to `name`, nearest first, ties in alphabetical order.
  ///
  /// Distance is Damerau–Levenshtein (optimal string alignment) on case-folded names; a difference in case alone counts
  /// as nearest. A candidate further than a third of the longer name is not offered.
  public static func nearest(to name: String, in candidates: some Sequence<String>, limit: Int = 5) -> [String] {
    // What is longer was not typed, and comparing takes the product of the lengths.
    guard name.utf8.count <= longestName else { return [] }
    let wanted = Array(name.lowercased().utf8)
    var scored: [(distance: Int, name: String)] = []
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      let allowed = max(1, max(wanted.count, other.count) / 3)
      if abs(wanted.count - other.count) > allowed { continue }
      let distance = alignmentDistance(wanted, other)
      if distance <= allowed { scored.append((distance, candidate)) }
    }
    scored.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return scored.prefix(limit).map(\.name)
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
  static func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before = [Int](), previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      row.reserveCapacity(b.count + 1)
      for j in 1...b.count {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var best = min(substitution, previous[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
        row.append(best)
      }
      (before, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
