/// The least and greatest of many values, and exact sums of integers.
public enum Extremes {
  /// The least value in `range`, which is not empty.
  @inlinable
  public static func least<T: Comparable>(_ values: UnsafeBufferPointer<T>, _ range: Range<Int>) -> T {
    var best = values[range.lowerBound]
    for index in range where values[index] < best { best = values[index] }
    return best
  }

  /// The greatest value in `range`, which is not empty.
  @inlinable
  public static func greatest<T: Comparable>(_ values: UnsafeBufferPointer<T>, _ range: Range<Int>) -> T {
    var best = values[range.lowerBound]
    for index in range where values[index] > best { best = values[index] }
    return best
  }

  /// The sum of integers, and whether it does not fit. A running sum may leave the range and come back: only the
  /// total counts.
  public static func sum(_ values: UnsafeBufferPointer<Int64>, _ range: Range<Int>) -> (sum: Int64, overflows: Bool) {
    var (low, high): (UInt64, Int64) = (0, 0)
    for index in range {
      let value = values[index]
      let (next, carry) = low.addingReportingOverflow(UInt64(bitPattern: value))
      low = next
      high &+= (value >> 63) &+ (carry ? 1 : 0)
    }
    let sum = Int64(bitPattern: low)
    return (sum, high != sum >> 63)
  }
}
