/// The intervals of a histogram: equally wide, closed below and open above, the last one closed.
public struct HistogramBins: Sendable, Equatable {
  /// One more than there are bins, ascending.
  public let edges: [Double]
  /// The number of values below the first edge and above the last one.
  public let outside: (below: Int, above: Int)

  /// Whether both have the same edges.
  public static func == (first: HistogramBins, second: HistogramBins) -> Bool {
    first.edges == second.edges && first.outside == second.outside
  }

  /// The most bins chosen without being asked for.
  public static let automaticLimit = 80

  /// Bins for finite values in ascending order, which must not be empty.
  ///
  /// Without a count the width follows Freedman and Diaconis (1981), 2·IQR·n^(−1/3), moved to 1, 2 or 5 times a power
  /// of ten; whole numbers get whole widths, and a few far values that would leave one bar are counted outside.
  /// With a count the bins share the range from the least to the greatest value.
  public init(forSorted values: [Double], count: Int?) {
    precondition(!values.isEmpty, "bins need values")
    let (low, high) = (values[0], values[values.count - 1])
    if let count {
      edges = HistogramBins.equalEdges(Ticks.usable(low, high), bins: min(max(1, count), 1000))
    } else if low == high {
      edges = HistogramBins.edges(around: low)
    } else {
      edges = HistogramBins.roundEdges(values, in: HistogramBins.core(values))
    }
    let (first, last) = (edges[0], edges[edges.count - 1])
    outside = (HistogramBins.lowerBound(first, values), values.count - HistogramBins.upperBound(last, values))
  }

  private static func equalEdges(_ range: ClosedRange<Double>, bins: Int) -> [Double] {
    (0...bins).map { index in
      let share = Double(index) / Double(bins)
      return index == bins ? range.upperBound : range.lowerBound * (1 - share) + range.upperBound * share
    }
  }

  /// Three bins with a single value in the middle one.
  private static func edges(around value: Double) -> [Double] {
    let range = Ticks.usable(value, value)
    let whole = value == value.rounded() && value.magnitude < 1e9
    let width = whole ? 1 : range.upperBound - range.lowerBound
    let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
    return [-1.5, -0.5, 0.5, 1.5].map { middle + $0 * width }
  }

  /// The number of values in each bin, of finite values in ascending order.
  public func counts(ofSorted values: [Double]) -> [Int] {
    let starts = edges.dropLast().map { HistogramBins.lowerBound($0, values) }
    let end = edges.last.map { HistogramBins.upperBound($0, values) } ?? 0
    return starts.indices.map { (($0 + 1 < starts.count) ? starts[$0 + 1] : end) - starts[$0] }
  }

  /// The whole range, or its middle where a few far values would take more than three quarters of the axis.
  private static func core(_ values: [Double]) -> ClosedRange<Double> {
    let full = Ticks.usable(values[0], values[values.count - 1])
    guard values.count >= 200, let low = Quantile.value(0.005, ofSorted: values),
      let high = Quantile.value(0.995, ofSorted: values), high > low
    else { return full }
    guard full.upperBound - full.lowerBound > 4 * (high - low) else { return full }
    let margin = (high - low) * 0.1
    return Ticks.usable(max(full.lowerBound, low - margin), min(full.upperBound, high + margin))
  }

  private static func roundEdges(_ values: [Double], in range: ClosedRange<Double>) -> [Double] {
    let span = range.upperBound - range.lowerBound
    var width = freedmanDiaconis(values)
    if !(width > span / Double(automaticLimit)) { width = width > 0 ? span / Double(automaticLimit) : span / 30 }
    width = min(width, span / 5)
    let whole = values.allSatisfy { $0 == $0.rounded() } && span >= 1
    // The ticks' step is the next round number from the width up; counting by steps keeps every edge exact.
    var steps = Ticks(in: 0...span, about: max(1, Int((span / width).rounded(.up))))
    if whole, steps.step < 1 { steps = Ticks(in: 0...span, about: max(1, Int(span.rounded(.up)))) }
    let step = whole ? max(1, steps.step) : steps.step
    // A bin of one whole number has it in its middle.
    let shift = whole && step == 1 ? 0.5 : 0
    let first = ((range.lowerBound + shift) / step + 1e-9).rounded(.down)
    var last = ((range.upperBound + shift) / step - 1e-9).rounded(.up)
    if whole, last * step - shift <= range.upperBound, step > 1 || shift > 0 { last += 1 }
    guard first.magnitude < 1e12, last.magnitude < 1e12, last > first else {
      return (0...10).map { range.lowerBound + span * Double($0) / 10 }
    }
    return (Int(first)...Int(last)).map { index in
      let exact = step >= 1 ? Double(index) * step : steps.multiple(index)
      return exact - shift
    }
  }

  private static func freedmanDiaconis(_ values: [Double]) -> Double {
    guard let low = Quantile.value(0.25, ofSorted: values), let high = Quantile.value(0.75, ofSorted: values) else {
      return 0
    }
    return 2 * (high - low) / cubeRoot(Double(values.count))
  }

  /// Newton's iteration, so that no mathematical library decides the number of bins.
  private static func cubeRoot(_ value: Double) -> Double {
    var root = max(1, value / 3)
    for _ in 0..<200 {
      let next = (2 * root + value / (root * root)) / 3
      if (next - root).magnitude <= 1e-14 * root { return next }
      root = next
    }
    return root
  }

  /// The number of values less than a bound.
  private static func lowerBound(_ bound: Double, _ values: [Double]) -> Int {
    partition(values) { $0 < bound }
  }

  /// The number of values up to and including a bound.
  private static func upperBound(_ bound: Double, _ values: [Double]) -> Int {
    partition(values) { $0 <= bound }
  }

  private static func partition(_ values: [Double], _ belongs: (Double) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(values[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
