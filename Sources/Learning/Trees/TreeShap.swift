import Columns
import Kernels

/// How much each feature moves a row's share away from the mean share: exact Shapley values, path-dependent.
///
/// Lundberg et al., From local explanations to global understanding with explainable AI for trees, 2020, algorithm 2,
/// as `shap.TreeExplainer` has it: a feature whose value is unknown sends a row both ways, in proportion to what
/// training rows weigh there. Beyond that, subtrees whose leaves are all 0 are left out, since they add nothing; and in
/// a leaf, the features by which the row would not come there all have the same part, which is computed once.
struct TreeShap {
  /// The way to each node above the present one, in `size` places for each level: the features on it, each once; the
  /// share of rows that goes on where a feature is unknown; whether the row goes on where it is known; and what ways
  /// with so many known features weigh.
  private let size: Int
  private let areShares: Bool
  private let features: Slots<Int32>
  private let unknown: Slots<Double>
  private let known: Slots<Bool>
  private let weights: Slots<Double>

  /// A node to come to, and how it is come to from its parent.
  private struct Step {
    let node: Int
    let level: Int
    /// The last place of the parent's way.
    let length: Int
    let feature: Int32
    let unknown: Double
    let known: Bool
  }

  /// Room for trees of some depth.
  /// - Parameter areShares: whether no leaf is below 0, so that a sum of 0 is one of zeros.
  init(depth: Int, features width: Int, areShares: Bool) {
    self.areShares = areShares
    size = min(depth, width) + 2
    let count = size * (depth + 1)
    (features, unknown) = (Scratch(count: count).slots, Scratch(count: count).slots)
    (known, weights) = (Scratch(count: count).slots, Scratch(count: count).slots)
  }

  /// Adds a tree's contributions for the row whose numbers begin at `start`, to `parts` from `first` on.
  func add(
    _ tree: DecisionTree, _ numbers: SlotCells<Double>, _ start: Int, to parts: SlotCells<Double>, _ first: Int
  ) {
    let nodes = tree.nodes.view, sums = tree.sums.view
    var steps = [Step(node: 0, level: 0, length: -1, feature: -1, unknown: 1, known: true)]
    while let step = steps.popLast() {
      let node = nodes[step.node], way = step.level * size
      if areShares, sums[step.node].positive == 0 { continue }
      extend(way, step)
      var length = step.length + 1
      if node.isLeaf {
        addLeaf(way, length, node.value, to: parts, first)
        continue
      }
      let feature = Int32(node.feature), goesLeft = node.goesLeft(numbers[start + node.feature])
      var (share, isKnown) = (1.0, true)
      if let place = (0...length).first(where: { features.cells[way + $0] == feature }) {
        (share, isKnown) = (unknown.cells[way + place], known.cells[way + place])
        remove(place, way, length)
        length -= 1
      }
      share /= sums[step.node].weight
      for (child, isTaken) in [(step.node + 1, goesLeft), (Int(node.right), !goesLeft)] {
        steps.append(
          Step(
            node: child, level: step.level + 1, length: length, feature: feature,
            unknown: share * sums[child].weight, known: isKnown && isTaken))
      }
    }
  }

  /// Makes the way of a node from that of its parent, with one more feature.
  private func extend(_ way: Int, _ step: Step) {
    let last = step.length + 1, from = way - size
    let (features, unknown, known, weights) = (features.cells, unknown.cells, known.cells, weights.cells)
    (features[way + last], unknown[way + last], known[way + last]) = (step.feature, step.unknown, step.known)
    if last == 0 {
      weights[way] = 1
      return
    }
    let scale = 1 / Double(last + 1)
    var before = 0.0
    for place in 0..<last {
      features[way + place] = features[from + place]
      unknown[way + place] = unknown[from + place]
      known[way + place] = known[from + place]
      let own = weights[from + place]
      weights[way + place] = scale * (
        step.unknown * own * Double(last - place) + (step.known ? before * Double(place) : 0))
      before = own
    }
    weights[way + last] = step.known ? scale * before * Double(last) : 0
  }

  /// Takes a feature out of a way, as if it had never been on it.
  private func remove(_ place: Int, _ way: Int, _ last: Int) {
    let (features, unknown, known, weights) = (features.cells, unknown.cells, known.cells, weights.cells)
    let share = unknown[way + place], count = Double(last + 1)
    var next = weights[way + last]
    for index in stride(from: last - 1, through: 0, by: -1) {
      if known[way + place] {
        let own = weights[way + index]
        weights[way + index] = next * count / Double(index + 1)
        next = own - weights[way + index] * share * Double(last - index) / count
      } else {
        weights[way + index] *= count / (share * Double(last - index))
      }
    }
    for index in place..<last {
      features[way + index] = features[way + index + 1]
      unknown[way + index] = unknown[way + index + 1]
      known[way + index] = known[way + index + 1]
    }
  }

  /// The parts of a leaf: what the ways without a feature weigh, by how much more the feature lets through.
  private func addLeaf(_ way: Int, _ last: Int, _ value: Double, to parts: SlotCells<Double>, _ first: Int) {
    let (features, unknown, known, weights) = (features.cells, unknown.cells, known.cells, weights.cells)
    if last == 0 { return }
    let scale = value * Double(last + 1)
    var others = 0.0
    for index in 0..<last { others += weights[way + index] / Double(last - index) }
    for place in 1...last {
      let part = first + Int(features[way + place])
      guard known[way + place] else {
        parts[part] -= scale * others
        continue
      }
      let share = unknown[way + place]
      var next = weights[way + last], total = 0.0
      for index in stride(from: last - 1, through: 0, by: -1) {
        let own = next / Double(index + 1)
        total += own
        next = weights[way + index] - own * share * Double(last - index)
      }
      parts[part] += scale * total * (1 - share)
    }
  }
}

extension TreeEnsemble {
  /// Contributions to the sum of all trees' values, divided by `count`, with a number before them: a column for each
  /// feature, and the expected value last.
  func contributions(
    _ features: Matrix, from start: Double, over count: Int, _ execution: Execution
  ) throws -> Matrix {
    let width = features.columns, rows = features.rows
    let depth = trees.map(\.depth).max() ?? 0
    let expected = start + trees.reduce(0) { $0 + $1.sums[0].share } / Double(count)
    let out = Scratch<Double>(repeating: expected, count: rows * (width + 1)).slots
    execution.monitor.begin("explaining rows", total: rows)
    // Few rows in a block, since each goes through all leaves.
    _ = try RowBlocks.map(features, most: 16, execution) { block in
      let shap = TreeShap(depth: depth, features: width, areShares: criterion != .newton)
      let parts = Scratch<Double>(repeating: 0, count: block.count * width).slots
      for tree in trees {
        try execution.checkCancelled()
        for row in 0..<block.count { shap.add(tree, block.numbers, row * width, to: parts.cells, row * width) }
      }
      for row in 0..<block.count {
        for feature in 0..<width {
          out.cells[feature * rows + block.first + row] = parts[row * width + feature] / Double(count)
        }
      }
      execution.monitor.advance(by: block.count)
    }
    return Matrix(rows: rows, columns: width + 1, values: out.frozen().array())
  }
}
