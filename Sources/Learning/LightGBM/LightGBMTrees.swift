import Columns
import Foundation
import Kernels

/// The trees of a LightGBM model of two classes, read from its text, for scores without the library.
///
/// The scores are the library's, to the last bit: rows go the same ways, the values of the leaves are added in the same
/// order, and the sum becomes a probability by the same function of the C library. They take a third of its time.
struct LightGBMTrees: Sendable {
  private let trees: TreeWalk
  /// What the sum is multiplied by before it becomes a probability.
  private let steepness: Double

  /// The library takes numbers up to here for 0.
  private static let zero = Double(Float(1e-35))

  /// Nil for a model that asks for more than plain trees whose values are added: random forests, zeros that count as
  /// missing.
  init?(_ text: LightGBMText, features: Int) {
    guard let steepness = text.steepness, !text.isAverage else { return nil }
    var trees: [Buffer<TreeNode>] = []
    for members in text.trees {
      guard let tree = LightGBMTree(members, features: features) else { return nil }
      trees.append(Buffer(tree.nodes))
    }
    guard let walk = TreeWalk(trees.map(\.view), features: features) else { return nil }
    (self.trees, self.steepness) = (walk, steepness)
  }

  /// The probability of class 1 of each row.
  func predict(_ features: Matrix, _ execution: Execution) throws -> [Double] {
    try trees.sums(withoutTraces(features), from: 0, execution).map { 1 / (1 + exp(-steepness * $0)) }
  }

  private func withoutTraces(_ features: Matrix) -> Matrix {
    func isTrace(_ value: Double) -> Bool { value.magnitude <= Self.zero && value != 0 }
    guard features.values.contains(where: isTrace) else { return features }
    var features = features
    for place in features.values.indices where isTrace(features.values[place]) { features.values[place] = 0 }
    return features
  }
}

/// A tree of the library's text, with its nodes in preorder.
private struct LightGBMTree {
  private(set) var nodes: [TreeNode] = []

  /// Bits of a split's kind.
  private static let isCategorical = 1, goesLeftByDefault = 2
  private enum Missing: Int { case none, zero, nan }

  /// Nil for what is no tree of plain splits by some of the features.
  init?(_ members: [Substring: Substring], features: Int) {
    guard let values = Self.doubles(members["leaf_value"]), !values.isEmpty else { return nil }
    guard values.count > 1 else {
      nodes = [TreeNode(leaf: values[0])]
      return
    }
    let names: [Substring] = ["split_feature", "decision_type", "left_child", "right_child"]
    let lists = names.compactMap { LightGBMText.numbers(members[$0] ?? "") }
    guard lists.count == 4, lists[0].allSatisfy({ 0..<features ~= $0 }),
      let thresholds = Self.doubles(members["threshold"]),
      (lists + [Array(thresholds.indices)]).allSatisfy({ $0.count == values.count - 1 })
    else { return nil }
    nodes.reserveCapacity(2 * values.count - 1)
    // Nodes still to come, each with the parent whose right child it is.
    var waiting: [(child: Int, parent: Int?)] = [(0, nil)]
    while let (child, parent) = waiting.popLast() {
      let place = nodes.count
      if let parent { nodes[parent].right = UInt32(place) }
      guard child >= 0 else {
        guard values.indices.contains(~child) else { return nil }
        nodes.append(TreeNode(leaf: values[~child]))
        continue
      }
      guard thresholds.indices.contains(child), place < 2 * values.count - 1,
        let isLeft = Self.missingGoesLeft(lists[1][child], thresholds[child])
      else { return nil }
      nodes.append(
        TreeNode(feature: lists[0][child], threshold: thresholds[child], missingLeft: isLeft, right: 0))
      waiting.append((lists[3][child], place))
      waiting.append((lists[2][child], nil))
    }
    guard nodes.count == 2 * values.count - 1 else { return nil }
  }

  /// Where a missing value goes; nil for a split that is no comparison with a threshold alone.
  private static func missingGoesLeft(_ kind: Int, _ threshold: Double) -> Bool? {
    guard kind & isCategorical == 0, let missing = Missing(rawValue: kind >> 2) else { return nil }
    switch missing {
    case .nan: return kind & goesLeftByDefault != 0
    // Training saw none, and one is taken for 0.
    case .none: return 0 <= threshold
    case .zero: return nil
    }
  }

  private static func doubles(_ text: Substring?) -> [Double]? {
    guard let words = text?.split(separator: " ") else { return nil }
    let numbers = words.compactMap { Double($0) }
    return numbers.count == words.count ? numbers : nil
  }
}
