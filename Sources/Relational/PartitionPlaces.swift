/// Where the entries of each block go in a stable partition: behind those of earlier parts, and within a part behind
/// those of earlier blocks.
struct PartitionPlaces: Sendable {
  /// `starts[block][part]`.
  let starts: [[Int]]
  /// Where each part starts, and at the end the total.
  let partStarts: [Int]
  var total: Int { partStarts[partStarts.count - 1] }

  /// - Parameter counts: `counts[block][part]`.
  init(_ counts: [[Int]], parts: Int) {
    var starts = counts, partStarts = [Int](repeating: 0, count: parts + 1)
    var place = 0
    for part in 0..<parts {
      partStarts[part] = place
      for block in counts.indices {
        starts[block][part] = place
        place += counts[block][part]
      }
    }
    partStarts[parts] = place
    (self.starts, self.partStarts) = (starts, partStarts)
  }
}

/// Numbers groups by the order of their first rows.
struct FirstRowRanks: Sendable {
  /// The first rows, ascending.
  let rows: [Int32]
  private let words: [UInt64]
  private let wordRanks: [Int32]

  init(_ firsts: [[Int32]], rowCount: Int) {
    var words = [UInt64](repeating: 0, count: (rowCount + 63) >> 6)
    for list in firsts {
      for row in list { words[Int(row) >> 6] |= 1 << UInt64(row & 63) }
    }
    var wordRanks = [Int32](repeating: 0, count: words.count), rows: [Int32] = []
    rows.reserveCapacity(firsts.reduce(0) { $0 + $1.count })
    for index in words.indices {
      wordRanks[index] = Int32(rows.count)
      var word = words[index]
      while word != 0 {
        rows.append(Int32(index << 6 + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
    (self.rows, self.words, self.wordRanks) = (rows, words, wordRanks)
  }

  /// How many first rows come before `row`.
  func rank(_ row: Int32) -> Int32 {
    let index = Int(row) >> 6
    return wordRanks[index] + Int32((words[index] & (1 << UInt64(row & 63) - 1)).nonzeroBitCount)
  }
}
