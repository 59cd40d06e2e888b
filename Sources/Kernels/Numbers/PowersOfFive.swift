/// The powers of five that scale decimal numbers, each as the 128 leading bits of 5^q (for q < 0 of 1/5^-q).
///
/// As in D. Lemire, "Number Parsing at a Gigabyte per Second", 2021. The table covers the exponents that data holds;
/// others take the slow way.
enum PowersOfFive {
  static let exponents = -55...55

  /// `table[2 * (q + 55)]` is the higher word, the next one the lower word.
  static let table: [UInt64] = exponents.flatMap { exponent -> [UInt64] in
    let bits = exponent >= 0 ? leadingBits(exponent) : reciprocalBits(-exponent)
    return [UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits)]
  }

  private static func power(_ exponent: Int) -> UInt128 {
    (0..<exponent).reduce(UInt128(1)) { product, _ in product * 5 }
  }

  private static func leadingBits(_ exponent: Int) -> UInt128 {
    let value = power(exponent)
    return value << UInt128(value.leadingZeroBitCount)
  }

  /// ⌊2^(z+127) / 5^n⌋ where z is the least with 2^z ≥ 5^n, rounded up where the division by 5^n can come out exact.
  private static func reciprocalBits(_ exponent: Int) -> UInt128 {
    let divisor = power(exponent)
    let bits = 128 - divisor.leadingZeroBitCount
    let quotient = divisor.dividingFullWidth((UInt128(1) << UInt128(bits - 1), 0)).quotient
    return exponent <= 27 ? quotient + 1 : quotient
  }
}
