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

  /// The least and the greatest value in `range`; the type's own bounds the wrong way round where it is empty.
  @inlinable
  public static func both<T: FixedWidthInteger>(
    _ values: UnsafeBufferPointer<T>, _ range: Range<Int>
  ) -> (least: T, greatest: T) {
    var (least, greatest) = (T.max, T.min)
    for index in range {
      let value = values[index]
      least = value < least ? value : least
      greatest = value > greatest ? value : greatest
    }
    return (least, greatest)
  }

  /// The sum of integers of any width, and whether it does not fit; of fewer than 2³¹ integers of at most 32 bits it
  /// always does. A running sum of 64-bit integers may leave the range and come back: only the total counts.
  @inlinable
  public static func sum<T: FixedWidthInteger>(
    _ values: UnsafeBufferPointer<T>, _ range: Range<Int>
  ) -> (sum: Int64, overflows: Bool) {
    if T.bitWidth < 64 {
      var sum: Int64 = 0
      for index in range { sum &+= Int64(truncatingIfNeeded: values[index]) }
      return (sum, false)
    }
    var (low, high): (UInt64, Int64) = (0, 0)
    for index in range {
      let value = Int64(truncatingIfNeeded: values[index])
      let (next, carry) = low.addingReportingOverflow(UInt64(bitPattern: value))
      low = next
      high &+= (value >> 63) &+ (carry ? 1 : 0)
    }
    let sum = Int64(bitPattern: low)
    return (sum, high != sum >> 63)
  }
}
