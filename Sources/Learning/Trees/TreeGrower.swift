import Columns
import Kernels
import Statistics

/// Grows one tree on rows of ranked features, the same for any number of threads.
struct TreeGrower<Marks: RowMarks> {
  private typealias Sum = Marks.Sum

  /// A node that has grown so far as to know its best split.
  private struct Bud {
    let place: Int
    let rows: Range<Int>
    let depth: Int
    let total: Sum
    let split: Split<Sum>?
    /// Where impurity is decreased, in shares of the whole weight.
    let decrease: Double
    /// A bit for each feature that is the same in all rows.
    let constant: [UInt64]
  }

  /// A node of the growing tree, in the order in which nodes are made.
  private struct Grown {
    var node: TreeNode
    var isLeaf = true
    let sums: TreeSums
    var left = 0
    var right = 0
  }

  private let features: RankedFeatures
  private let marks: Marks
  private let settings: TreeSettings
  private let rows: Slots<UInt32>
  private let rowMarks: Slots<UInt32>
  private let spareRows: Slots<UInt32>
  private let spareMarks: Slots<UInt32>
  private let draws: StableHash
  private let execution: Execution
  private var search: SplitSearch<Marks>
  private var order: [Int]
  private var drawn = 0
  private var whole = 0.0
  private var grown: [Grown] = []

  /// - Parameters:
  ///   - rows: the rows that the tree is grown on, which it reorders; none of them weighs 0.
  ///   - marks: what tells the weight and class of each of them.
  ///   - draws: the draws of features for this tree.
  init(
    _ features: RankedFeatures, _ marks: Marks, _ settings: TreeSettings, rows: Slots<UInt32>,
    rowMarks: Slots<UInt32>, draws: StableHash, _ execution: Execution
  ) {
    (self.features, self.marks, self.settings) = (features, marks, settings)
    (self.rows, self.rowMarks) = (rows, rowMarks)
    (spareRows, spareMarks) = (Scratch(count: rows.count).slots, Scratch(count: rows.count).slots)
    (self.draws, self.execution) = (draws, execution)
    search = SplitSearch(features, marks, settings, rows: rows, rowMarks: rowMarks)
    order = Array(0..<features.count)
  }

  /// - Throws: `Cancelled`.
  mutating func grow() throws -> DecisionTree {
    let total = sum(0..<rows.count)
    whole = total.weight
    var buds = [try bud(0..<rows.count, 0, total, Array(repeating: 0, count: (features.count + 63) / 64))]
    var leaves = 1
    while let next = settings.leaves == nil ? buds.indices.last : Self.best(buds) {
      let bud = buds.remove(at: next)
      guard let split = bud.split, leaves < settings.leaves ?? .max else { continue }
      let middle = part(bud.rows, split)
      let (left, right) = (bud.rows.lowerBound..<middle, middle..<bud.rows.upperBound)
      grown[bud.place].isLeaf = false
      grown[bud.place].node = TreeNode(
        feature: split.feature, threshold: threshold(split), missingLeft: split.missingLeft, right: 0)
      grown[bud.place].right = grown.count
      buds.append(try self.bud(right, bud.depth + 1, sum(right), bud.constant))
      grown[bud.place].left = grown.count
      buds.append(try self.bud(left, bud.depth + 1, sum(left), bud.constant))
      leaves += 1
    }
    return finished()
  }

  /// The bud that decreases impurity most, the first of equal ones.
  private static func best(_ buds: [Bud]) -> Int? {
    buds.indices.max { buds[$0].decrease < buds[$1].decrease || (buds[$0].decrease == buds[$1].decrease && $0 > $1) }
  }

  private func sum(_ node: Range<Int>) -> Sum {
    let marks = marks, rowMarks = rowMarks.cells
    var sum = Sum.zero
    for place in node { sum = sum + marks.sum(rowMarks[place]) }
    return sum
  }

  /// Makes a node, and looks for its split where it may have one.
  private mutating func bud(_ node: Range<Int>, _ depth: Int, _ total: Sum, _ constant: [UInt64]) throws -> Bud {
    let place = grown.count
    let sums = TreeSums(weight: total.weight, positive: total.positive)
    grown.append(Grown(node: TreeNode(leaf: sums.share), sums: sums))
    var constant = constant
    let impurity = sums.impurity(settings.criterion)
    guard depth < settings.depth ?? .max, node.count >= settings.splitRows, impurity > .ulpOfOne else {
      return Bud(place: place, rows: node, depth: depth, total: total, split: nil, decrease: 0, constant: constant)
    }
    if node.count > 1 << 10 || place & 255 == 0 { try execution.checkCancelled() }
    try lookForSplit(node, total, &constant)
    var split = search.best
    let decrease = split.map { self.decrease(sums, impurity, $0.left) } ?? 0
    if decrease + .ulpOfOne < settings.decrease { split = nil }
    return Bud(
      place: place, rows: node, depth: depth, total: total, split: split, decrease: decrease, constant: constant)
  }

  private func decrease(_ sums: TreeSums, _ impurity: Double, _ left: Sum) -> Double {
    let left = TreeSums(weight: left.weight, positive: left.positive)
    let right = TreeSums(weight: sums.weight - left.weight, positive: max(0, sums.positive - left.positive))
    return sums.weight / whole
      * (impurity - right.weight / sums.weight * right.impurity(settings.criterion)
        - left.weight / sums.weight * left.impurity(settings.criterion))
  }

  /// Examines as many features as are to be drawn, and more until one of them differs between rows.
  private mutating func lookForSplit(_ node: Range<Int>, _ total: Sum, _ constant: inout [UInt64]) throws {
    search.begin(total)
    var visited = 0, differing = 0
    while visited < order.count, visited < settings.candidates || differing == 0 {
      if settings.candidates < order.count {
        let other = visited + draw(below: order.count - visited)
        order.swapAt(visited, other)
      }
      let feature = order[visited]
      visited += 1
      if constant[feature >> 6] >> UInt64(feature & 63) & 1 == 1 { continue }
      if search.examine(feature, node) { differing += 1 } else { constant[feature >> 6] |= 1 << UInt64(feature & 63) }
    }
  }

  private mutating func draw(below count: Int) -> Int {
    drawn += 1
    return Int(draws.hash(drawn).multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Brings the rows that go left before the others, both in their order.
  private func part(_ node: Range<Int>, _ split: Split<Sum>) -> Int {
    let codes = features.codes(of: split.feature).view, missing = UInt32(features.values[split.feature].count)
    let (rows, rowMarks) = (rows.cells, rowMarks.cells)
    let (spareRows, spareMarks) = (spareRows.cells, spareMarks.cells)
    var middle = node.lowerBound, others = 0
    for place in node {
      let row = rows[place], mark = rowMarks[place], code = codes[Int(row)]
      if code == missing ? split.missingLeft : code <= split.last {
        rows[middle] = row
        rowMarks[middle] = mark
        middle += 1
      } else {
        spareRows[others] = row
        spareMarks[others] = mark
        others += 1
      }
    }
    for index in 0..<others {
      rows[middle + index] = spareRows[index]
      rowMarks[middle + index] = spareMarks[index]
    }
    return middle
  }

  /// Halfway between the values beside the split; the lower one where rounding leaves nothing between.
  private func threshold(_ split: Split<Sum>) -> Double {
    let values = features.values[split.feature]
    guard Int(split.next) < values.count else { return .infinity }
    let (low, high) = (values[Int(split.last)], values[Int(split.next)])
    let middle = low / 2 + high / 2
    return middle >= low && middle < high ? middle : low
  }

  /// The nodes in preorder.
  private func finished() -> DecisionTree {
    var nodes: [TreeNode] = [], isLeaf: [Bool] = [], leaves: [TreeSums] = []
    nodes.reserveCapacity(grown.count)
    isLeaf.reserveCapacity(grown.count)
    var stack = [0]
    while let place = stack.popLast() {
      let node = grown[place]
      nodes.append(node.node)
      isLeaf.append(node.isLeaf)
      if node.isLeaf { leaves.append(node.sums) } else { stack += [node.right, node.left] }
    }
    guard let tree = DecisionTree(nodes: nodes, isLeaf: isLeaf, leaves: leaves) else {
      preconditionFailure("a grown tree is whole")
    }
    return tree
  }
}
