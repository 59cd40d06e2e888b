import Columns

extension RowBlocks {
  private static let lanes = 8

  /// Adds to a sum for each row the value of the leaf that it falls into.
  ///
  /// Eight rows go down a tree at a time, without a branch that depends on them: the processor waits for the numbers of
  /// one row while it compares those of the others, and never guesses a way wrong.
  func addLeaves(of nodes: UnsafeBufferPointer<TreeNode>, to sums: inout [Double]) {
    precondition(sums.count == count && !nodes.isEmpty, "a sum for each row")
    guard nodes.count > 1 else {
      for row in sums.indices { sums[row] += nodes[0].value }
      return
    }
    var row = 0
    while row + Self.lanes <= count {
      let leaves = leaves(nodes, row * width)
      for lane in 0..<Self.lanes { sums[row + lane] += nodes[Int(leaves[lane])].value }
      row += Self.lanes
    }
    while row < count {
      var place: UInt32 = 0
      while step(nodes, &place, row * width) != 0 {}
      sums[row] += nodes[Int(place)].value
      row += 1
    }
  }

  /// The leaves of eight rows whose numbers stand one after another from `start`.
  @inline(__always)
  private func leaves(_ nodes: UnsafeBufferPointer<TreeNode>, _ start: Int) -> SIMD8<UInt32> {
    var (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    var (e, f, g, h): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    var open: UInt32
    repeat {
      open = step(nodes, &a, start) | step(nodes, &b, start + width) | step(nodes, &c, start + 2 * width)
      open |= step(nodes, &d, start + 3 * width) | step(nodes, &e, start + 4 * width)
      open |= step(nodes, &f, start + 5 * width) | step(nodes, &g, start + 6 * width)
      open |= step(nodes, &h, start + 7 * width)
    } while open != 0
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  /// Goes from a node to its child, and stays in a leaf.
  ///
  /// - Returns: 0 in a leaf.
  @inline(__always)
  private func step(_ nodes: UnsafeBufferPointer<TreeNode>, _ place: inout UInt32, _ start: Int) -> UInt32 {
    // SAFETY: children lie inside their tree, and features inside a row, as both were checked when the tree was made.
    let node = nodes.baseAddress.unsafelyUnwrapped[Int(place)]
    let next = node.goesLeftWithoutBranch(numbers[start + node.feature]) ? place &+ 1 : node.right
    place = node.right == 0 ? place : next
    return node.right
  }
}

extension TreeNode {
  /// As ``goesLeft(_:)``, for where the processor is not to guess.
  @inline(__always)
  fileprivate func goesLeftWithoutBranch(_ number: Double) -> Bool {
    (number <= threshold) != (number.isNaN && missingLeft)
  }
}
