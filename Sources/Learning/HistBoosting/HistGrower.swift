import Columns
import Kernels

/// How boosted trees are grown, with scikit-learn's meanings.
struct HistSettings: Sendable {
  let rate: Double
  /// The most leaves of a tree, and its greatest depth; nil is no limit.
  let leaves: Int?
  let depth: Int?
  let leafRows: Int
  let l2: Double
  /// The least sum of hessians of a leaf.
  let leafHessian = 1e-3
}

/// Gradients, hessians and rows of a bin or a node.
struct HistSum: BitwiseCopyable, Sendable {
  var gradient = 0.0
  var hessian = 0.0
  var count = 0

  static func - (a: HistSum, b: HistSum) -> HistSum {
    HistSum(gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count)
  }
}

/// Grows one tree of boosting: the leaf that gains most is split next.
///
/// As scikit-learn's `TreeGrower`: of two children the smaller one's bins are summed, and the other's are what is left
/// of the parent's. Each feature's bins are summed by one thread in the order of rows, so that sums do not depend on
/// threads.
struct HistGrower {
  /// A way to part a node.
  struct Split: Sendable {
    let gain: Double
    let feature: Int
    let bin: Int
    var gapsLeft: Bool
    let left: HistSum
  }

  private struct Bud {
    let place: Int
    let rows: Range<Int>
    let sum: HistSum
    let value: Double
    let depth: Int
    let bins: Buffer<HistSum>
    let split: Split
  }

  /// A node, in the order in which they are made.
  struct Grown {
    let sum: HistSum
    let value: Double
    let rows: Range<Int>
    var split: Split?
    var left = 0
    var right = 0
  }

  private static let width = HistBins.gaps + 1
  private let bins: HistBins
  private let settings: HistSettings
  private let gradients: Slots<Float>
  private let hessians: Slots<Float>
  /// The rows, those of a node one after another.
  let order: Slots<UInt32>
  private let spare: Slots<UInt32>
  private let execution: Execution
  private(set) var nodes: [Grown] = []
  private var buds: [Bud] = []
  private var leaves = 0

  init(
    _ bins: HistBins, _ settings: HistSettings, gradients: Slots<Float>, hessians: Slots<Float>, _ execution: Execution
  ) {
    (self.bins, self.settings, self.execution) = (bins, settings, execution)
    (self.gradients, self.hessians) = (gradients, hessians)
    order = Scratch(copying: (0..<UInt32(bins.rows)).map { $0 }).slots
    spare = Scratch(count: bins.rows).slots
  }

  /// - Throws: `Cancelled`.
  mutating func grow() throws {
    let all = 0..<bins.rows
    let sums = try summed(all)
    var whole = HistSum()
    for bin in 0..<Self.width {
      whole.gradient += sums[bin].gradient
      whole.hessian += sums[bin].hessian
      whole.count += sums[bin].count
    }
    nodes.append(Grown(sum: whole, value: 0, rows: all))
    leaves = 1
    if whole.count >= 2 * settings.leafRows, whole.hessian >= settings.leafHessian {
      try consider(0, depth: 0, sums)
    }
    while leaves < settings.leaves ?? .max, let next = best() { try split(buds.remove(at: next)) }
  }

  /// The bud that gains most, the first of equal ones.
  private func best() -> Int? {
    var best: Int?
    for index in buds.indices where best.map({ buds[index].split.gain > buds[$0].split.gain }) ?? true { best = index }
    return best
  }

  /// Keeps a node for splitting, where a split gains something.
  private mutating func consider(_ place: Int, depth: Int, _ sums: Buffer<HistSum>) throws {
    let node = nodes[place]
    guard depth < settings.depth ?? .max, let split = try bestSplit(node, sums) else { return }
    buds.append(
      Bud(
        place: place, rows: node.rows, sum: node.sum, value: node.value, depth: depth, bins: sums, split: split))
  }

  private mutating func split(_ bud: Bud) throws {
    try execution.checkCancelled()
    var split = bud.split
    let middle = part(bud.rows, split)
    let parts = [bud.rows.lowerBound..<middle, middle..<bud.rows.upperBound]
    if !bins.hasGaps[split.feature] { split.gapsLeft = parts[0].count > parts[1].count }
    nodes[bud.place].split = split
    (nodes[bud.place].left, nodes[bud.place].right) = (nodes.count, nodes.count + 1)
    for (rows, sum) in zip(parts, [split.left, bud.sum - split.left]) {
      nodes.append(Grown(sum: sum, value: value(sum), rows: rows))
    }
    leaves += 1
    let isOpen = parts.map { $0.count >= 2 * settings.leafRows && bud.depth + 1 < settings.depth ?? .max }
    guard isOpen.contains(true), leaves < settings.leaves ?? .max else { return }
    let small = parts[0].count < parts[1].count ? 0 : 1
    let smallSums = try summed(parts[small])
    let largeSums = Scratch<HistSum>(count: bud.bins.count).slots
    for index in 0..<bud.bins.count { largeSums.cells[index] = bud.bins.view[index] - smallSums.view[index] }
    let sums = small == 0 ? [smallSums, largeSums.frozen()] : [largeSums.frozen(), smallSums]
    for side in 0..<2 where isOpen[side] { try consider(nodes.count - 2 + side, depth: bud.depth + 1, sums[side]) }
  }

  /// The value of a leaf: a step of Newton's method.
  private func value(_ sum: HistSum) -> Double { -sum.gradient / (sum.hessian + settings.l2 + 1e-15) }

  /// Sums of all bins of all features.
  private func summed(_ rows: Range<Int>) throws -> Buffer<HistSum> {
    let out = Scratch<HistSum>(repeating: HistSum(), count: bins.count * Self.width).slots
    let isLarge = rows.count * bins.count > 1 << 16, size = isLarge ? 4 : bins.count
    let whole = rows.count == bins.rows
    try execution.forBlocks(of: bins.count, size: size) { features in
      let (order, gradients, hessians) = (order.cells, gradients.cells, hessians.cells)
      for feature in features {
        let own = bins.bins.elements(feature * bins.rows..<(feature + 1) * bins.rows).view
        let target = out[feature * Self.width..<(feature + 1) * Self.width].cells
        for place in rows {
          let row = whole ? place : Int(order[place]), bin = Int(own[row])
          var sum = target[bin]
          sum.gradient += Double(gradients[row])
          sum.hessian += Double(hessians[row])
          sum.count += 1
          target[bin] = sum
        }
      }
    }
    return out.frozen()
  }

  private func bestSplit(_ node: Grown, _ sums: Buffer<HistSum>) throws -> Split? {
    var best: Split?
    for feature in 0..<bins.count {
      guard let split = bestSplit(node, sums, feature) else { continue }
      if split.gain > best?.gain ?? 0 { best = split }
    }
    return best
  }

  /// Goes through the bins from the left, with the gaps right, and then from the right, with the gaps left.
  private func bestSplit(_ node: Grown, _ sums: Buffer<HistSum>, _ feature: Int) -> Split? {
    let own = sums.view, first = feature * Self.width, last = bins.thresholds[feature].count
    var best: Split?
    /// Whether the next bin is worth a look.
    func consider(_ bin: Int, _ side: HistSum, gapsLeft: Bool) -> Bool {
      let other = node.sum - side
      if side.count < settings.leafRows { return true }
      if other.count < settings.leafRows { return false }
      if side.hessian < settings.leafHessian { return true }
      if other.hessian < settings.leafHessian { return false }
      let (left, right) = gapsLeft ? (other, side) : (side, other)
      let gain = node.sum.gradient * node.value - left.gradient * value(left) - right.gradient * value(right)
      if gain > best?.gain ?? 0 {
        best = Split(gain: gain, feature: feature, bin: bin, gapsLeft: gapsLeft, left: left)
      }
      return true
    }
    var side = HistSum()
    func add(_ bin: Int) {
      let sum = own[first + bin]
      side.gradient += sum.gradient
      side.hessian += sum.hessian
      side.count += sum.count
    }
    for bin in 0..<last + (bins.hasGaps[feature] ? 1 : 0) {
      add(bin)
      if !consider(bin, side, gapsLeft: false) { break }
    }
    guard bins.hasGaps[feature] else { return best }
    side = HistSum()
    for bin in stride(from: last - 1, through: 0, by: -1) {
      add(bin + 1)
      if !consider(bin, side, gapsLeft: true) { break }
    }
    return best
  }

  /// Brings the rows that go left before the others, both in their order.
  private func part(_ rows: Range<Int>, _ split: Split) -> Int {
    let own = bins.bins.elements(split.feature * bins.rows..<(split.feature + 1) * bins.rows).view
    let (order, spare) = (order.cells, spare.cells)
    var middle = rows.lowerBound, others = 0
    for place in rows {
      let row = order[place], bin = Int(own[Int(row)])
      if bin == HistBins.gaps && bins.hasGaps[split.feature] ? split.gapsLeft : bin <= split.bin {
        order[middle] = row
        middle += 1
      } else {
        spare[others] = row
        others += 1
      }
    }
    for index in 0..<others { order[middle + index] = spare[index] }
    return middle
  }
}
