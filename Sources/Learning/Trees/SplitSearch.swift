import Columns

/// Looks for the best split of a node, one feature after another.
///
/// As scikit-learn's best splitter: all places between different values, with the gaps right and then left; of equal
/// splits the first found stays. Values are parted wherever they differ at all, and not only by more than 1e-7.
struct SplitSearch<Marks: RowMarks> {
  let features: RankedFeatures
  let marks: Marks
  let settings: TreeSettings
  /// The rows of the tree and their marks; a node is a range of them.
  let rows: Slots<UInt32>
  let rowMarks: Slots<UInt32>
  /// Codes above marks, while they are sorted.
  private let keys: Slots<UInt64>
  private let spare: Slots<UInt64>
  /// A sum for each code, all of them zero between calls.
  private let sums: Slots<Marks.Sum>

  private(set) var best: Split<Marks.Sum>?
  /// The rows of the node.
  private var total = Marks.Sum.zero

  init(
    _ features: RankedFeatures, _ marks: Marks, _ settings: TreeSettings, rows: Slots<UInt32>, rowMarks: Slots<UInt32>
  ) {
    (self.features, self.marks, self.settings) = (features, marks, settings)
    (self.rows, self.rowMarks) = (rows, rowMarks)
    (keys, spare) = (Scratch(count: rows.count).slots, Scratch(count: rows.count).slots)
    let most = features.values.map(\.count).max() ?? 0
    sums = Scratch(repeating: .zero, count: min(most + 1, 2 * rows.count + 2)).slots
  }

  /// Begins with another node.
  mutating func begin(_ total: Marks.Sum) { (self.total, best) = (total, nil) }

  /// Compares the best split by a feature with the best one so far; false where the feature is the same in all rows.
  mutating func examine(_ feature: Int, _ node: Range<Int>) -> Bool {
    let missing = UInt32(features.values[feature].count)
    var scan = SplitScan<Marks>(feature: feature, missing: missing, total: total, settings: settings, best: best)
    if Int(missing) < 2 * node.count { addByCode(feature, node, &scan) } else { addSorted(feature, node, &scan) }
    guard scan.groups > 1 else { return false }
    scan.end()
    if scan.hasGaps {
      scan.beginGapsLeft()
      if Int(missing) < 2 * node.count {
        addByCode(feature, node, &scan)
      } else {
        addSorted(feature, node, &scan)
      }
    }
    best = scan.best
    // Gaps that training has not seen go where more rows went.
    if !scan.hasGaps, let found = best, found.feature == feature {
      best?.missingLeft = 2 * found.left.rows > total.rows
    }
    return true
  }

  /// Sums by code, for nodes with many rows beside the values that there are.
  private func addByCode(_ feature: Int, _ node: Range<Int>, _ scan: inout SplitScan<Marks>) {
    let codes = features.codes(of: feature).view, rows = rows.cells, rowMarks = rowMarks.cells, sums = sums.cells
    for place in node {
      let code = Int(codes[Int(rows[place])])
      sums[code] = sums[code] + marks.sum(rowMarks[place])
    }
    for code in 0...features.values[feature].count {
      let sum = sums[code]
      if sum.rows == 0 { continue }
      scan.add(UInt32(code), sum)
      sums[code] = .zero
    }
  }

  private func addSorted(_ feature: Int, _ node: Range<Int>, _ scan: inout SplitScan<Marks>) {
    let codes = features.codes(of: feature).view, rows = rows.cells, rowMarks = rowMarks.cells, keys = keys.cells
    var low = UInt32.max, high: UInt32 = 0
    for (index, place) in node.enumerated() {
      let code = codes[Int(rows[place])]
      (low, high) = (min(low, code), max(high, code))
      keys[index] = UInt64(code) << 32 | UInt64(rowMarks[place])
    }
    if low == high { return scan.add(low, total) }
    let sorted = sort(node.count, low, high)
    var code = UInt32(truncatingIfNeeded: sorted[0] >> 32), sum = Marks.Sum.zero
    for index in 0..<node.count {
      let key = sorted[index], own = UInt32(truncatingIfNeeded: key >> 32)
      if own != code {
        scan.add(code, sum)
        (code, sum) = (own, .zero)
      }
      sum = sum + marks.sum(UInt32(truncatingIfNeeded: key))
    }
    scan.add(code, sum)
  }

  /// The first keys in the order of their codes: few by insertion, many by the digits in which codes differ.
  private func sort(_ count: Int, _ low: UInt32, _ high: UInt32) -> SlotCells<UInt64> {
    var (source, target) = (keys.cells, spare.cells)
    if count <= 40 {
      for index in 1..<count {
        let key = source[index]
        var place = index
        while place > 0, source[place - 1] >> 32 > key >> 32 {
          source[place] = source[place - 1]
          place -= 1
        }
        source[place] = key
      }
      return source
    }
    let lowest = UInt64(low) << 32
    for shift in stride(from: UInt64(32), to: 32 + UInt64(UInt32.bitWidth - (high - low).leadingZeroBitCount), by: 8) {
      var starts = InlineArray<256, UInt32>(repeating: 0)
      for index in 0..<count { starts[Int((source[index] &- lowest) >> shift & 255)] += 1 }
      var start: UInt32 = 0
      for digit in 0..<256 { (starts[digit], start) = (start, start + starts[digit]) }
      for index in 0..<count {
        let key = source[index], digit = Int((key &- lowest) >> shift & 255)
        target[Int(starts[digit])] = key
        starts[digit] += 1
      }
      swap(&source, &target)
    }
    return source
  }
}
