import Statistics

/// The facts about numbers, of which NaN ones are missing.
struct NumberFacts: Sendable {
  /// Least value, quantiles 5 %, 25 %, 50 %, 75 % and 95 %, greatest value, mean, deviation and skewness;
  /// nil where there is none, or where it leaves the range of a double.
  let figures: [Double?]
  let zeros: Int
  /// Values more than 1.5 interquartile ranges outside the quartiles (Tukey 1977).
  let outliers: Int
  /// A least or greatest value that seems to stand for something else than a number.
  let sentinel: Double?

  /// - Parameter sorted: the values that are not NaN, in order.
  init(_ values: [Double], sorted: [Double]) {
    let facts = Descriptive(values), quantile = Quantiles(values)
    let (first, third) = (quantile(0.25), quantile(0.75))
    figures = [
      facts.minimum, quantile(0.05), first, quantile(0.5), third, quantile(0.95), facts.maximum, facts.mean,
      facts.standardDeviation, facts.skewness,
    ].map { figure in figure.flatMap { $0.isFinite ? $0 : nil } }
    zeros = sorted.count { $0 == 0 }
    if let first, let third {
      let margin = 1.5 * (third - first)
      outliers = sorted.count { $0 < first - margin || $0 > third + margin }
    } else {
      outliers = 0
    }
    sentinel = NumberFacts.sentinel(sorted)
  }

  private static func sentinel(_ sorted: [Double]) -> Double? {
    guard let low = sorted.first, let high = sorted.last, low < high else { return nil }
    let least = max(3, Int((Double(sorted.count) * 0.005).rounded(.up)))
    let above = sorted.prefix { $0 == low }.count
    let below = sorted.count - sorted.reversed().prefix { $0 == high }.count
    if sorted.count - below >= least, stands(high, apart: Array(sorted[..<below])) { return high }
    if above >= least, stands(low, apart: Array(sorted[above...])) { return low }
    return nil
  }

  /// Whether a value lies so far from others, which are sorted, that it hardly belongs to them.
  private static func stands(_ value: Double, apart others: [Double]) -> Bool {
    guard let low = others.first, let high = others.last, low < high else { return false }
    let gap = value < low ? low - value : value - high
    if gap > high - low { return true }
    if value == -1 && low >= 0 { return true }
    let quantile = Quantiles(others)
    guard isNines(value), let first = quantile(0.25), let third = quantile(0.75) else { return false }
    return gap > third - first
  }

  /// 99, −999, 9999 …
  private static func isNines(_ value: Double) -> Bool {
    guard let whole = Int64(exactly: value.magnitude), whole > 9 else { return false }
    return String(whole).allSatisfy { $0 == "9" }
  }
}
