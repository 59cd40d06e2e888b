/// By how much a split lowers the Gini impurity, exactly.
///
/// The weighted impurity of a node of n rows, of which n₁ go left with e₁ of its e events and n₂ right, falls by
/// 2(e₁n − en₁)²/(n₁·n₂·n·N), where N counts the rows of the whole tree. The factor 2/N is the same for all splits and
/// left out, so that two splits are compared as fractions of integers.
struct GiniDecrease: Comparable {
  private let numerator: UInt128
  private let denominator: UInt128

  /// - Parameters:
  ///   - left: the rows that go left, one at least.
  ///   - node: all rows of the node, of which one at least goes right; up to 3·10⁹.
  init(left: WeightOfEvidence.Counts, node: WeightOfEvidence.Counts) {
    let difference = UInt128((left.events * node.rows - node.events * left.rows).magnitude)
    numerator = difference * difference
    denominator = UInt128(left.rows) * UInt128(node.rows - left.rows) * UInt128(node.rows)
  }

  static func < (a: GiniDecrease, b: GiniDecrease) -> Bool {
    let (first, second) = (
      a.numerator.multipliedFullWidth(by: b.denominator), b.numerator.multipliedFullWidth(by: a.denominator)
    )
    return (first.high, first.low) < (second.high, second.low)
  }

  static func == (a: GiniDecrease, b: GiniDecrease) -> Bool { !(a < b) && !(b < a) }
}
