/// Eight ASCII digits at once in a 64-bit word, the first character in the lowest byte.
///
/// The tricks are those of D. Lemire's fast_float and of W. Muła.
enum DigitWord {
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The first `length` characters of a word moved to its end, with zeros before them; `length` is 1…8.
  @inline(__always)
  static func rightAligned(_ word: UInt64, length: Int) -> UInt64 {
    let bits = UInt64(truncatingIfNeeded: length &* 8)
    return word &<< (64 &- bits) | (zeros &>> (bits &- 8)) &>> 8
  }

  @inline(__always)
  static func isDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0) | (((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) &>> 4)
      == 0x3333_3333_3333_3333
  }

  /// The number that eight digits form.
  @inline(__always)
  static func value(_ word: UInt64) -> UInt64 {
    let digits = word &- zeros
    let pairs = digits &* 10 &+ digits &>> 8
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) &>> 32
  }

  /// How many characters stand before the first point; 8 where there is none.
  @inline(__always)
  static func pointPlace(_ word: UInt64) -> Int {
    let marks = word ^ 0x2E2E_2E2E_2E2E_2E2E
    // Exact for the lowest match, which is the one asked for.
    return ((marks &- 0x0101_0101_0101_0101) & ~marks & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
  }
}
