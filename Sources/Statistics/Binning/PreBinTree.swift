/// A decision tree on one variable, which cuts its values in order into pre-bins.
///
/// It is that of `sklearn.tree.DecisionTreeClassifier(max_leaf_nodes=…, min_samples_leaf=…)`: the leaf whose split
/// lowers the Gini impurity most is split next (Breiman, Friedman, Olshen and Stone 1984, Classification and Regression
/// Trees). A leaf of both classes is split even where that lowers nothing. Of equal splits the first in order is taken.
struct PreBinTree {
  private struct Leaf {
    let values: Range<Int>
    let split: (cut: Int, decrease: GiniDecrease)?
  }

  private let sums: [WeightOfEvidence.Counts]
  private let leastRows: Int

  /// - Parameters:
  ///   - counts: the rows of each distinct value, in order; none is without rows.
  ///   - leastRows: the least rows of a leaf.
  init(_ counts: [WeightOfEvidence.Counts], leastRows: Int) {
    var (sums, total) = ([WeightOfEvidence.Counts()], WeightOfEvidence.Counts())
    sums.reserveCapacity(counts.count + 1)
    for value in counts {
      total = total + value
      sums.append(total)
    }
    (self.sums, self.leastRows) = (sums, max(1, leastRows))
  }

  /// The values that begin a new pre-bin, ascending; each is from 1 to below the number of values.
  ///
  /// - Parameter limit: the most pre-bins.
  func cuts(limit: Int) -> [Int] {
    var leaves = [leaf(0..<sums.count - 1)]
    while leaves.count < limit, let next = bestLeaf(leaves), let cut = leaves[next].split?.cut {
      let values = leaves[next].values
      leaves.replaceSubrange(
        next...next, with: [leaf(values.lowerBound..<cut), leaf(cut..<values.upperBound)])
    }
    return leaves.dropFirst().map(\.values.lowerBound)
  }

  private func bestLeaf(_ leaves: [Leaf]) -> Int? {
    var best: (index: Int, decrease: GiniDecrease)?
    for (index, leaf) in leaves.enumerated() {
      guard let decrease = leaf.split?.decrease else { continue }
      if best.map({ $0.decrease < decrease }) ?? true { best = (index, decrease) }
    }
    return best?.index
  }

  private func counts(_ start: Int, _ end: Int) -> WeightOfEvidence.Counts {
    WeightOfEvidence.Counts(
      events: sums[end].events - sums[start].events, nonEvents: sums[end].nonEvents - sums[start].nonEvents)
  }

  private func leaf(_ values: Range<Int>) -> Leaf {
    let node = counts(values.lowerBound, values.upperBound)
    let isMixed = node.events > 0 && node.nonEvents > 0
    guard isMixed, node.rows >= 2 * leastRows else { return Leaf(values: values, split: nil) }
    var best: (cut: Int, decrease: GiniDecrease)?, greatest = -1.0
    for cut in values.dropFirst() {
      let left = counts(values.lowerBound, cut)
      if left.rows < leastRows { continue }
      if node.rows - left.rows < leastRows { break }
      let about = Self.decrease(left, node)
      // Fractions are compared only where rounded values cannot tell.
      if about < greatest * (1 - 1e-12) || about == 0 && best != nil { continue }
      let exact = GiniDecrease(left: left, node: node)
      if about <= greatest * (1 + 1e-12), let best, exact <= best.decrease { continue }
      (best, greatest) = ((cut, exact), about)
    }
    return Leaf(values: values, split: best)
  }

  /// The decrease within one node, up to a factor and rounding.
  private static func decrease(_ left: WeightOfEvidence.Counts, _ node: WeightOfEvidence.Counts) -> Double {
    let difference = Double(left.events * node.rows - node.events * left.rows)
    return difference * difference / (Double(left.rows) * Double(node.rows - left.rows))
  }
}
