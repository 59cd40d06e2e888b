extension Int64 {
  /// The quotient rounded down, and what remains of it, which is never negative; right for all values of 64 bits.
  ///
  /// - Precondition: `divisor` is above zero.
  public func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
