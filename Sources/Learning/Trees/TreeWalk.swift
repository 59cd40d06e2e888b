import Columns
import Kernels

/// Trees laid out for going down with eight rows at a time.
///
/// Nothing branches on a number of a row: the processor waits for the numbers of one row while it compares those of the
/// others, and never guesses a way wrong.
struct TreeWalk: Sendable {
  /// A node. A leaf is a split that sends every row to itself.
  private struct Node: BitwiseCopyable {
    /// A row whose number is greater goes to the right.
    let threshold: Double
    let right: UInt32
    /// Where in a row the number stands.
    let feature: UInt32
  }

  /// The nodes of all trees, each in preorder: for rows without gaps, and for those whose numbers stand there twice.
  /// One of them may be left out.
  private let plain: [Node]
  private let gapped: [Node]
  /// The values of the leaves, by node.
  private let values: [Double]
  private let roots: [Int]

  private static let lanes = 8
  private static let most = Double.greatestFiniteMagnitude

  /// - Parameters:
  ///   - features: how many numbers a row has; splits are by some of them.
  ///   - hasGaps: whether the rows to come have gaps; nil where they may or may not.
  /// - Returns: nil without features, and where a threshold is below all numbers, which the arithmetic here cannot tell
  ///   from the least one.
  init?(_ trees: [UnsafeBufferPointer<TreeNode>], features: Int, hasGaps: Bool? = nil) {
    guard features > 0 else { return nil }
    var nodes: [Node] = [], second: [Node] = [], values: [Double] = [], roots: [Int] = []
    let count = trees.reduce(0) { $0 + $1.count }
    values.reserveCapacity(count)
    if hasGaps != true { nodes.reserveCapacity(count) }
    if hasGaps != false { second.reserveCapacity(count) }
    func add(_ plain: Node, _ gapped: Node) {
      if hasGaps != true { nodes.append(plain) }
      if hasGaps != false { second.append(gapped) }
    }
    for tree in trees {
      let root = values.count
      roots.append(root)
      for (place, node) in tree.enumerated() {
        values.append(node.isLeaf ? node.value : 0)
        if node.isLeaf {
          let leaf = Node(threshold: -.infinity, right: UInt32(root + place), feature: 0)
          add(leaf, leaf)
          continue
        }
        guard node.threshold > -.infinity, node.feature < features else { return nil }
        // Minus zero would be less than zero.
        let threshold = min(node.threshold, Self.most) + 0, right = UInt32(root) + node.right
        let place = node.missingLeft ? node.feature : node.feature + features
        add(
          Node(threshold: threshold, right: right, feature: UInt32(node.feature)),
          Node(threshold: threshold, right: right, feature: UInt32(place)))
      }
    }
    (plain, gapped, self.values, self.roots) = (nodes, second, values, roots)
  }

  /// For each row of a matrix a number, and added to it the values of the leaves that the row falls into, in the order
  /// of the trees.
  func sums(_ features: Matrix, from start: Double, _ execution: Execution) throws -> [Double] {
    try RowBlocks.map(features, execution) { block in
      var sums = [Double](repeating: start, count: block.count)
      add(block, to: &sums)
      return sums
    }.flatMap { $0 }
  }

  private func add(_ block: RowBlocks, to sums: inout [Double]) {
    let count = block.count * block.width
    let hasGaps = plain.isEmpty || (!gapped.isEmpty && (0..<count).contains { block.numbers[$0].isNaN })
    let width = hasGaps ? 2 * block.width : block.width
    // Rows that are left over of eight go down with copies of the last one.
    let rows = (block.count + Self.lanes - 1) / Self.lanes * Self.lanes
    let scratch = Scratch<Double>(count: rows * width).slots, numbers = scratch.cells
    for row in 0..<rows {
      let from = min(row, block.count - 1) * block.width, to = row * width
      for column in 0..<block.width {
        let number = block.numbers[from + column]
        // Infinities have no difference that tells which is greater.
        let finite = max(-Self.most, min(Self.most, number))
        numbers[to + column] = number.isNaN ? -Self.most : finite
        if hasGaps { numbers[to + block.width + column] = number.isNaN ? .infinity : finite }
      }
    }
    withExtendedLifetime(scratch) {
      (hasGaps ? gapped : plain).withUnsafeBufferPointer { nodes in
        for root in roots { add(nodes, UInt32(root), numbers, width, to: &sums) }
      }
    }
  }

  private func add(
    _ nodes: UnsafeBufferPointer<Node>, _ root: UInt32, _ numbers: SlotCells<Double>, _ width: Int,
    to sums: inout [Double]
  ) {
    guard let base = nodes.baseAddress else { return }
    values.withUnsafeBufferPointer { values in
      for row in stride(from: 0, to: sums.count, by: Self.lanes) {
        let leaves = Self.leaves(base, root, numbers, row &* width, width)
        for lane in 0..<min(Self.lanes, sums.count - row) { sums[row + lane] += values[Int(leaves[lane])] }
      }
    }
  }

  /// The leaves of eight rows whose numbers stand one after another from `start`.
  @inline(__always)
  private static func leaves(
    _ nodes: UnsafePointer<Node>, _ root: UInt32, _ numbers: SlotCells<Double>, _ start: Int, _ width: Int
  ) -> SIMD8<UInt32> {
    var (a, b, c, d) = (root, root, root, root), (e, f, g, h) = (root, root, root, root)
    let (second, third, fourth) = (start &+ width, start &+ 2 &* width, start &+ 3 &* width)
    let (fifth, sixth, seventh, eighth) = (
      start &+ 4 &* width, start &+ 5 &* width, start &+ 6 &* width, start &+ 7 &* width)
    var moved: UInt32
    repeat {
      moved = step(nodes, &a, numbers, start) | step(nodes, &b, numbers, second)
      moved |= step(nodes, &c, numbers, third) | step(nodes, &d, numbers, fourth)
      moved |= step(nodes, &e, numbers, fifth) | step(nodes, &f, numbers, sixth)
      moved |= step(nodes, &g, numbers, seventh) | step(nodes, &h, numbers, eighth)
    } while moved != 0
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  /// Goes from a node to its child, and stays in a leaf.
  ///
  /// - Returns: 0 where it stayed.
  @inline(__always)
  private static func step(
    _ nodes: UnsafePointer<Node>, _ place: inout UInt32, _ numbers: SlotCells<Double>, _ start: Int
  ) -> UInt32 {
    // SAFETY: children lie inside their tree, as it is one whole tree, and features inside a row, as was checked.
    let node = nodes[Int(place)]
    // The sign of the difference: all ones where the number is greater.
    let isGreater = Int64(bitPattern: (node.threshold - numbers[start &+ Int(node.feature)]).bitPattern) >> 63
    let left = place &+ 1
    let next = left ^ ((left ^ node.right) & UInt32(truncatingIfNeeded: isGreater))
    defer { place = next }
    return place ^ next
  }
}
