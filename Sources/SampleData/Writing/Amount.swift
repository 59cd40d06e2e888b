/// Amounts of money in thousandths of the currency unit, so that sums and CSV text are exact.
enum Amount {
  static let thousandths = 1000.0

  /// `value` (in currency units) rounded to a multiple of `step` (in currency units), in thousandths.
  static func rounded(_ value: Double, to step: Double) -> Int {
    Int((value / step).rounded()) * Int((step * thousandths).rounded())
  }
}
