/// Whole numbers of 64 bits beside doubles, which hold all of them up to 2⁵³ and only some beyond.
extension Int64 {
  /// Whether a double holds exactly this number.
  @inlinable
  public var fitsDouble: Bool { Double(exactly: self) != nil }

  /// Where the number lies beside a float that is finite: −1 below, 0 equal, 1 above. No digit is lost.
  @inlinable
  public func compared(to other: Double) -> Int {
    if other >= 0x1p63 { return -1 }
    if other < -0x1p63 { return 1 }
    let floor = other.rounded(.down), whole = Int64(floor)
    if self != whole { return self < whole ? -1 : 1 }
    return other > floor ? -1 : 0
  }
}

/// How large whole numbers are, told for many at once.
public enum IntegerBits {
  /// Up to so many bits every whole number is a double.
  public static let ofDouble = 53

  /// How many bits the largest of some numbers takes, its sign not counted.
  public static func count(_ values: [Int64]) -> Int {
    values.withUnsafeBufferPointer { count($0) }
  }

  /// How many bits the largest of some numbers takes, its sign not counted.
  public static func count(_ values: UnsafeBufferPointer<Int64>) -> Int {
    var all: Int64 = 0
    for value in values { all |= value ^ (value >> 63) }
    return Int64.bitWidth - all.leadingZeroBitCount
  }
}
