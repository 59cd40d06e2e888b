import Columns
import Kernels

/// Trees whose shares are averaged, or boosted ones whose values are added; one tree is an ensemble of one.
struct TreeEnsemble: Sendable {
  /// At least one.
  let trees: [DecisionTree]
  /// What their splits made purer.
  let criterion: TreeSettings.Criterion

  /// The mean of the shares of the leaves that each row falls into, summed in the order of the trees.
  func predict(_ features: Matrix, _ execution: Execution) throws -> [Double] {
    try sums(features, from: 0, execution).map { $0 / Double(trees.count) }
  }

  /// The sums of the leaves' values, in the order of the trees, and a number before them.
  func sums(_ features: Matrix, from start: Double, _ execution: Execution) throws -> [Double] {
    if isWorthWalk(rows: features.rows) {
      let hasGaps = features.values.contains { $0.isNaN }
      if let walk = TreeWalk(trees.map(\.nodes.view), features: features.columns, hasGaps: hasGaps) {
        return try walk.sums(features, from: start, execution)
      }
    }
    return try RowBlocks.map(features, execution) { block in
      var sums = [Double](repeating: start, count: block.count)
      for tree in trees {
        for row in 0..<block.count { sums[row] += tree.nodes[tree.leaf(block.numbers, row * block.width)].value }
      }
      return sums
    }.flatMap { $0 }
  }

  /// Whether so many rows go down the trees for longer than it takes to lay the trees out anew.
  private func isWorthWalk(rows: Int) -> Bool {
    let nodes = trees.reduce(0) { $0 + $1.nodes.count }
    return 8 * rows >= nodes / trees.count
  }

  /// scikit-learn's `feature_importances_`: what the splits by a feature take from the impurity, in shares of what all
  /// splits of a tree take, as a mean over the trees that have splits.
  func decreases(features: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: features), grown = 0.0
    for tree in trees where tree.nodes.count > 1 {
      var own = [Double](repeating: 0, count: features)
      tree.addDecreases(criterion, to: &own)
      let whole = own.reduce(0, +)
      for feature in own.indices where whole > 0 { sums[feature] += own[feature] / whole }
      grown += 1
    }
    let means = sums.map { grown > 0 ? $0 / grown : 0 }
    let whole = means.reduce(0, +)
    return means.map { whole > 0 ? $0 / whole : 0 }
  }

  /// How many splits of all trees are by each feature.
  func splits(features: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: features)
    for tree in trees { tree.addSplits(to: &counts) }
    return counts
  }
}

/// Rows whose numbers stand one after another, as trees want them.
struct RowBlocks {
  /// The numbers, row by row.
  let numbers: SlotCells<Double>
  /// How many rows there are, and how many numbers in each.
  let count: Int
  let width: Int
  /// The number of the first row.
  let first: Int

  /// Runs `body` for blocks of so few rows that they stay in the cache, with the results in order.
  static func map<T: Sendable>(
    _ features: Matrix, most: Int = 256, _ execution: Execution, _ body: @Sendable (RowBlocks) throws -> T
  ) throws -> [T] {
    let width = features.columns
    let size = max(16, min(most, (1 << 15) / max(1, width)))
    return try execution.mapBlocks(of: features.rows, size: size) { range in
      let scratch = Scratch<Double>(count: range.count * width).slots
      let cells = scratch.cells
      for column in 0..<width {
        let start = column * features.rows + range.lowerBound
        for row in 0..<range.count { cells[row * width + column] = features.values[start + row] }
      }
      // The window keeps the numbers alive while `body` runs.
      return try withExtendedLifetime(scratch) {
        try body(RowBlocks(numbers: cells, count: range.count, width: width, first: range.lowerBound))
      }
    }
  }
}

/// The trees one after another: each node as 0 for a leaf, or the number of its feature counted from 1, negative where
/// gaps go left. Which node is whose child follows from the order, so that no number can lead astray.
extension TreeEnsemble: Codable {
  private enum CodingKeys: String, CodingKey { case criterion, nodes, thresholds, weights, positives }

  func encode(to encoder: any Encoder) throws {
    var nodes: [Double] = [], thresholds: [Double] = [], leaves: [TreeSums] = []
    for tree in trees {
      for place in 0..<tree.nodes.count {
        let node = tree.nodes[place]
        if node.isLeaf {
          nodes.append(0)
          leaves.append(tree.sums[place])
        } else {
          nodes.append(Double(node.missingLeft ? -node.feature - 1 : node.feature + 1))
          thresholds.append(node.threshold)
        }
      }
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(criterion, forKey: .criterion)
    try container.encode(nodes, forKey: .nodes)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encode(leaves.map(\.weight), forKey: .weights)
    try container.encode(leaves.map(\.positive), forKey: .positives)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func numbers(_ key: CodingKeys) throws -> [Double] { try container.decode([Double].self, forKey: key) }
    func damaged(_ key: CodingKeys, _ sentence: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: sentence)
    }
    let criterion = try container.decode(TreeSettings.Criterion.self, forKey: .criterion)
    let nodes = try numbers(.nodes), thresholds = try numbers(.thresholds)
    let leaves = zip(try numbers(.weights), try numbers(.positives)).map { TreeSums(weight: $0, positive: $1) }
    guard leaves.count == nodes.count(where: { $0 == 0 }), try numbers(.weights).count == leaves.count else {
      throw damaged(.weights, "one should stand here for each leaf, and as many positives")
    }
    let isBoosted = criterion == .newton
    guard leaves.allSatisfy({ $0.isWhole && (isBoosted || $0.positive >= 0 && $0.positive <= $0.weight) }) else {
      throw damaged(.positives, "each should be 0 or more, and at most the weight of its leaf")
    }
    guard thresholds.count == nodes.count - leaves.count, !thresholds.contains(where: \.isNaN) else {
      throw damaged(.thresholds, "a number should stand here for each node that is split")
    }
    guard let trees = Self.trees(nodes, thresholds, leaves), !trees.isEmpty else {
      throw damaged(.nodes, "these are no whole trees")
    }
    (self.trees, self.criterion) = (trees, criterion)
  }

  /// The trees that stand one after another; nil where something is missing or left over.
  private static func trees(_ nodes: [Double], _ thresholds: [Double], _ leaves: [TreeSums]) -> [DecisionTree]? {
    var trees: [DecisionTree] = [], own: [TreeNode] = [], isLeaf: [Bool] = []
    // How many subtrees the tree still lacks.
    var lacking = 1, split = 0, leaf = 0
    for node in nodes {
      guard let number = Int32(exactly: node) else { return nil }
      isLeaf.append(number == 0)
      if number == 0 {
        own.append(TreeNode(leaf: 0))
        lacking -= 1
      } else {
        let feature = Int(number.magnitude) - 1
        guard feature < 1 << 30 else { return nil }
        own.append(TreeNode(feature: feature, threshold: thresholds[split], missingLeft: number < 0, right: 0))
        split += 1
        lacking += 1
      }
      if lacking > 0 { continue }
      let count = (own.count + 1) / 2
      guard let tree = DecisionTree(nodes: own, isLeaf: isLeaf, leaves: Array(leaves[leaf..<leaf + count])) else {
        return nil
      }
      trees.append(tree)
      (own, isLeaf, leaf, lacking) = ([], [], leaf + count, 1)
    }
    return own.isEmpty ? trees : nil
  }

  /// The greatest feature that is split by, counted from 1; 0 where nothing is.
  var lastFeature: Int {
    var last = 0
    for tree in trees {
      for place in 0..<tree.nodes.count where !tree.nodes[place].isLeaf {
        last = max(last, tree.nodes[place].feature + 1)
      }
    }
    return last
  }
}
