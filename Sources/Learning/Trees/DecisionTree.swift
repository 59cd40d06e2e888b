import Columns
import Foundation
import Kernels

/// A node of a tree: 16 bytes, so that a row's way through a tree touches one cache line for each.
///
/// The nodes of a tree stand in preorder: the left child follows its parent.
struct TreeNode: BitwiseCopyable, Sendable {
  /// Where a row goes left: up to this number. In a leaf, its value.
  var threshold: Double
  /// The right child; 0 in a leaf.
  var right: UInt32
  /// The feature; its highest bit says that gaps go left.
  private var bits: UInt32

  /// A leaf with its value.
  init(leaf value: Double) { (threshold, right, bits) = (value, 0, 0) }

  /// A split.
  init(feature: Int, threshold: Double, missingLeft: Bool, right: Int) {
    (self.threshold, self.right) = (threshold, UInt32(right))
    bits = UInt32(feature) | (missingLeft ? 1 << 31 : 0)
  }

  @inline(__always) var isLeaf: Bool { right == 0 }
  @inline(__always) var feature: Int { Int(bits & ~(1 << 31)) }
  @inline(__always) var missingLeft: Bool { bits >> 31 == 1 }
  /// The value of a leaf.
  @inline(__always) var value: Double { threshold }

  /// Whether a number goes left.
  @inline(__always) func goesLeft(_ number: Double) -> Bool { number <= threshold || number.isNaN && missingLeft }
}

/// What training rows weigh in a node, and those of class 1 among them; in a boosted tree how many they are, and the
/// sum of their values.
struct TreeSums: BitwiseCopyable, Sendable, Equatable {
  var weight: Double
  var positive: Double

  static func + (a: TreeSums, b: TreeSums) -> TreeSums {
    TreeSums(weight: a.weight + b.weight, positive: a.positive + b.positive)
  }

  /// Whether a leaf can have them.
  var isWhole: Bool { weight > 0 && weight.isFinite && positive.isFinite }

  /// The share of class 1.
  var share: Double { positive / weight }

  /// Gini's impurity 1 − Σ share², or the entropy in bits.
  func impurity(_ criterion: TreeSettings.Criterion) -> Double {
    switch criterion {
    case .gini, .newton: 2 * positive * (weight - positive) / (weight * weight)
    case .entropy: Self.entropy(weight, positive)
    }
  }

  /// −Σ share · log₂ share.
  static func entropy(_ weight: Double, _ positive: Double) -> Double {
    func part(_ share: Double) -> Double { share > 0 ? -share * log2(share) : 0 }
    return part(positive / weight) + part((weight - positive) / weight)
  }
}

/// A grown tree, which gives each row the share of class 1 in its leaf.
struct DecisionTree: Sendable {
  /// In preorder.
  let nodes: Buffer<TreeNode>
  /// What weighed in each node; in an inner one the sum of its children's.
  let sums: Buffer<TreeSums>

  /// How many leaves the longest way has above it.
  let depth: Int

  /// - Parameter nodes: splits without their right children, and leaves of any value, in preorder.
  /// - Parameter leaves: the sums of the leaves, in the order of the nodes.
  /// - Returns: nil where the nodes are not one whole tree.
  init?(nodes given: [TreeNode], isLeaf: [Bool], leaves: [TreeSums]) {
    guard !given.isEmpty, given.count == isLeaf.count, given.count == 2 * leaves.count - 1 else { return nil }
    var nodes = given, sums = [TreeSums](repeating: TreeSums(weight: 0, positive: 0), count: given.count)
    // From the last node up, the roots of whole subtrees that have no parent yet, the leftmost on top.
    var roots: [(node: Int, depth: Int)] = [], leaf = leaves.count
    for node in given.indices.reversed() {
      if isLeaf[node] {
        leaf -= 1
        guard leaf >= 0 else { return nil }
        sums[node] = leaves[leaf]
        nodes[node] = TreeNode(leaf: leaves[leaf].share)
        roots.append((node, 0))
        continue
      }
      guard let left = roots.popLast(), let right = roots.popLast() else { return nil }
      let split = given[node]
      nodes[node] = TreeNode(
        feature: split.feature, threshold: split.threshold, missingLeft: split.missingLeft, right: right.node)
      sums[node] = sums[left.node] + sums[right.node]
      roots.append((node, max(left.depth, right.depth) + 1))
    }
    guard roots.count == 1, leaf == 0 else { return nil }
    (self.nodes, self.sums, depth) = (Buffer(nodes), Buffer(sums), roots[0].depth)
  }

  /// The leaf of a row whose numbers stand one after another from `start`.
  @inline(__always)
  func leaf(_ numbers: SlotCells<Double>, _ start: Int) -> Int {
    let nodes = nodes.view
    var place = 0
    while true {
      let node = nodes[place]
      if node.isLeaf { return place }
      place = node.goesLeft(numbers[start + node.feature]) ? place + 1 : Int(node.right)
    }
  }

  /// Adds to each feature what its splits take from the impurity, in shares of the whole weight.
  func addDecreases(_ criterion: TreeSettings.Criterion, to importances: inout [Double]) {
    for place in 0..<nodes.count where !nodes[place].isLeaf {
      let node = nodes[place]
      func part(_ place: Int) -> Double { sums[place].weight * sums[place].impurity(criterion) }
      importances[node.feature] += (part(place) - part(place + 1) - part(Int(node.right))) / sums[0].weight
    }
  }

  /// Adds to each feature how often it is split by.
  func addSplits(to counts: inout [Double]) {
    for place in 0..<nodes.count where !nodes[place].isLeaf { counts[nodes[place].feature] += 1 }
  }
}

extension DecisionTree {
  /// A row for each node, in preorder: how deep it is, by what it is split, and what fell into it.
  func table(_ names: [String]) -> [(name: String, column: Column)] {
    var depths = [Int64](repeating: 0, count: nodes.count)
    for place in 0..<nodes.count where !nodes[place].isLeaf {
      depths[place + 1] = depths[place] + 1
      depths[Int(nodes[place].right)] = depths[place] + 1
    }
    func splits<T>(_ value: (TreeNode) -> T?) -> [T?] { nodes.array().map { $0.isLeaf ? nil : value($0) } }
    return [
      ("depth", Column(ints: depths)),
      ("feature", Column(texts: splits { names[$0.feature] })),
      ("left_up_to", Column(floats: splits { $0.threshold.isFinite ? $0.threshold : nil })),
      ("gaps", Column(texts: splits { $0.missingLeft ? "left" : "right" })),
      ("weight", Column(doubles: sums.array().map(\.weight))),
      ("share", Column(doubles: sums.array().map(\.share))),
    ]
  }
}
