/// Round positions on a linear axis: multiples of 1, 2 or 5 times a power of ten.
public struct Ticks: Sendable, Equatable {
  /// 1, 2 or 5.
  public let multiplier: Int
  /// The step is `multiplier · 10^exponent`.
  public let exponent: Int
  /// The ticks are `step · index` for these indices.
  public let indices: ClosedRange<Int>

  /// The ticks inside `range`, about `count` of them (never more than `count + 1`, at least two where the step allows).
  ///
  /// The range must be finite and not empty; `Ticks.usable(_:_:)` makes it so.
  public init(in range: ClosedRange<Double>, about count: Int) {
    let raw = (range.upperBound - range.lowerBound) / Double(max(1, count))
    var exponent = NumberText.exponent(of: raw)
    let lead = NumberText.scaled(raw, byPowerOfTen: -exponent)
    var multiplier = 10
    for candidate in [1, 2, 5] where Double(candidate) >= lead * (1 - 1e-9) {
      multiplier = candidate
      break
    }
    if multiplier == 10 { (multiplier, exponent) = (1, exponent + 1) }
    var found = Ticks.indices(in: range, multiplier, exponent)
    if found == nil {
      // The range lies between two ticks: the next smaller step has one in it.
      (multiplier, exponent) = multiplier == 1 ? (5, exponent - 1) : (multiplier == 5 ? 2 : 1, exponent)
      found = Ticks.indices(in: range, multiplier, exponent)
    }
    (self.multiplier, self.exponent) = (multiplier, exponent)
    indices = found ?? 0...0
  }

  /// The distance between two ticks.
  public var step: Double { multiple(1) }

  /// The positions, each correctly rounded from its decimal form.
  public var values: [Double] { indices.map(multiple) }

  /// `step · index`, correctly rounded.
  func multiple(_ index: Int) -> Double {
    NumberText.scaled(Double(index) * Double(multiplier), byPowerOfTen: exponent)
  }

  private static func indices(
    in range: ClosedRange<Double>, _ multiplier: Int, _ exponent: Int
  ) -> ClosedRange<Int>? {
    let slack = 1e-9
    let first = index(range.lowerBound, multiplier, exponent, slack: -slack, .up)
    let last = index(range.upperBound, multiplier, exponent, slack: slack, .down)
    return first <= last ? first...last : nil
  }

  private static func index(
    _ value: Double, _ multiplier: Int, _ exponent: Int, slack: Double, _ rule: FloatingPointRoundingRule
  ) -> Int {
    let units = NumberText.scaled(value, byPowerOfTen: -exponent) / Double(multiplier)
    let rounded = (units + slack).rounded(rule)
    return Int(min(max(rounded, -9e15), 9e15))
  }

  /// A range that an axis can show: finite, ordered, and wide enough to hold distinct ticks around a single value.
  public static func usable(_ lower: Double, _ upper: Double) -> ClosedRange<Double> {
    guard lower.isFinite, upper.isFinite else { return 0...1 }
    let limit = 1e300
    let low = min(max(min(lower, upper), -limit), limit)
    let high = min(max(max(lower, upper), -limit), limit)
    let size = max(low.magnitude, high.magnitude)
    if high - low > size * 1e-10, high - low > 1e-290 { return low...high }
    let middle = low + (high - low) / 2
    let half = middle == 0 || size < 1e-280 ? 0.5 : size * 0.05
    return (middle - half)...(middle + half)
  }

  /// The range extended to whole steps on both sides.
  public static func rounded(_ range: ClosedRange<Double>, about count: Int = 5) -> ClosedRange<Double> {
    let ticks = Ticks(in: range, about: count)
    let slack = 1e-9
    let first = index(range.lowerBound, ticks.multiplier, ticks.exponent, slack: slack, .down)
    let last = index(range.upperBound, ticks.multiplier, ticks.exponent, slack: -slack, .up)
    let (low, high) = (ticks.multiple(first), ticks.multiple(last))
    return low < high ? low...high : range
  }

  /// The labels of the ticks, all with the same unit and number of decimals.
  public func labels(percent: Bool = false) -> [String] {
    let largest = max(multiple(indices.lowerBound).magnitude, multiple(indices.upperBound).magnitude)
    let top = NumberText.exponent(of: largest)
    if percent {
      return values.map { NumberText.label($0 * 100, decimals: decimals(-2)) + NumberText.thinSpace + "%" }
    }
    if top >= 15 || (largest > 0 && top < -4) {
      return values.map { $0 == 0 ? "0" : NumberText.scientific($0, decimals: min(12, max(0, top - exponent))) }
    }
    let prefix = SIPrefix(exponent: top)
    return values.map { value in
      guard value != 0 else { return "0" }
      let mantissa = NumberText.scaled(value, byPowerOfTen: -prefix.exponent)
      return NumberText.label(mantissa, decimals: decimals(prefix.exponent)) + prefix.suffix
    }
  }

  private func decimals(_ unitExponent: Int) -> Int { min(12, max(0, unitExponent - exponent)) }
}
