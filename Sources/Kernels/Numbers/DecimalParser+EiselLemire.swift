extension DecimalParser {
  /// The algorithm of M. Eisel and D. Lemire: one or two multiplications by a 128-bit power of five.
  ///
  /// Returns nil for exponents outside the table and where the product does not decide the rounding.
  static func eiselLemire(_ mantissa: UInt64, exponent: Int) -> Double? {
    guard mantissa != 0 else { return 0 }
    guard PowersOfFive.exponents.contains(exponent) else { return nil }
    let zeros = mantissa.leadingZeroBitCount
    let product = scaledProduct(mantissa << UInt64(zeros), exponent: exponent)
    if product.low == .max, exponent < -27 { return nil }
    let upper = Int(product.high >> 63)
    let shift = UInt64(upper + 64 - 52 - 3)
    var bits = product.high >> shift
    // Exactly half way between two doubles, which only small powers allow: let the tie go to even.
    if product.low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits << shift == product.high { bits &= ~1 }
    bits = (bits + (bits & 1)) >> 1
    var power = (((152_170 + 65_536) * exponent) >> 16) + 63 + upper - zeros + 1023
    if bits >= 2 << 52 {
      bits = 1 << 52
      power += 1
    }
    // Within the table's exponents every value is a normal number.
    return Double(bitPattern: UInt64(power) << 52 | (bits & ~(1 << 52)))
  }

  /// The leading 128 bits of `mantissa` · 5^`exponent`, exact enough to round 55 bits.
  private static func scaledProduct(_ mantissa: UInt64, exponent: Int) -> (high: UInt64, low: UInt64) {
    let index = 2 * (exponent - PowersOfFive.exponents.lowerBound)
    var (high, low) = mantissa.multipliedFullWidth(by: PowersOfFive.table[index])
    let mask = UInt64.max >> 55
    if high & mask == mask {
      let second = mantissa.multipliedFullWidth(by: PowersOfFive.table[index + 1]).high
      let (sum, overflow) = low.addingReportingOverflow(second)
      low = sum
      if overflow { high &+= 1 }
    }
    return (high, low)
  }
}
