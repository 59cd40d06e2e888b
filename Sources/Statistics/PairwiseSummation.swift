/// Sums whose rounding error does not grow with the number of terms, and that are the same on any number of threads.
public enum PairwiseSummation {
  /// Terms that are added one after another before partial sums are combined pairwise.
  @usableFromInline static let blockLength = 128

  /// The sum of `term(0)` to `term(count - 1)`, in blocks that are combined pairwise.
  @inlinable
  public static func sum(count: Int, _ term: (Int) -> Double) -> Double {
    var combined = PairwiseSum<Double>()
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

  /// Eight sums side by side, in blocks that are combined pairwise.
  @inlinable @inline(__always)
  static func sums(count: Int, _ terms: (Int) -> SIMD8<Double>) -> SIMD8<Double> {
    var combined = PairwiseSum<SIMD8<Double>>()
    var start = 0
    while start < count {
      let end = min(start &+ blockLength, count)
      var block = SIMD8<Double>.zero
      for index in start..<end { block += terms(index) }
      combined.add(block)
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
///
/// `Term` is `Double`, or a SIMD vector of sums that go side by side.
public struct PairwiseSum<Term: PairwiseTerm>: Sendable {
  /// `levels[k]` holds the sum of 2ᵏ terms where bit k of the number of terms is set.
  @usableFromInline var levels: [Term] = []
  @usableFromInline var count = 0

  /// A sum of nothing.
  @inlinable
  public init() {}

  /// Adds a term; the order of terms decides the last bits.
  @inlinable
  public mutating func add(_ value: Term) {
    var carry = value
    let merged = (~count).trailingZeroBitCount
    for level in 0..<merged { carry = carry + levels[level] }
    if merged == levels.count { levels.append(carry) } else { levels[merged] = carry }
    count += 1
  }

  /// The sum of all terms so far.
  @inlinable
  public var total: Term {
    var sum = Term.zero
    for level in levels.indices where count & (1 << level) != 0 { sum = sum + levels[level] }
    return sum
  }
}

/// What can be added pairwise.
public protocol PairwiseTerm: Sendable {
  static var zero: Self { get }
  static func + (a: Self, b: Self) -> Self
}

extension Double: PairwiseTerm {}
extension SIMD8<Double>: PairwiseTerm {}
