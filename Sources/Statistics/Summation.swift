/// Sums whose rounding error does not grow with the number of terms, and that are the same on any number of threads.
public enum Summation {
  /// Terms that are added one after another before partial sums are combined pairwise.
  @usableFromInline static let blockLength = 128

  /// The sum of `term(0)` to `term(count - 1)`, in blocks that are combined pairwise.
  @inlinable
  public static func sum(count: Int, _ term: (Int) -> Double) -> Double {
    var combined = PairwiseSum()
    var start = 0
    while start < count {
      let end = min(start &+ blockLength, count)
      var (even, odd) = (0.0, 0.0)
      var index = start
      while index &+ 1 < end {
        even += term(index)
        odd += term(index &+ 1)
        index &+= 2
      }
      if index < end { even += term(index) }
      combined.add(even + odd)
      start = end
    }
    return combined.total
  }

  /// The sum of the values that are present; 0 where none is. NaN is missing.
  public static func sum(_ values: [Double]) -> Double {
    sum(count: values.count) { values[$0].isNaN ? 0 : values[$0] }
  }
}

/// Adds partial sums as a balanced binary tree does: the error grows with the logarithm of their number.
public struct PairwiseSum: Sendable {
  /// `levels[k]` holds the sum of 2ᵏ terms where bit k of the number of terms is set.
  @usableFromInline var levels: [Double] = []
  @usableFromInline var count = 0

  @inlinable
  public init() {}

  @inlinable
  public mutating func add(_ value: Double) {
    var carry = value
    let merged = (~count).trailingZeroBitCount
    for level in 0..<merged { carry += levels[level] }
    if merged == levels.count { levels.append(carry) } else { levels[merged] = carry }
    count += 1
  }

  @inlinable
  public var total: Double {
    var sum = 0.0
    for level in levels.indices where count & (1 << level) != 0 { sum += levels[level] }
    return sum
  }
}
