import Kernels

/// The distinct values of a sample, ascending, and how many values of the sample are at most as great as each.
public struct SampleDistribution: Sendable, Equatable {
  /// The distinct values, ascending.
  public let values: [Double]
  /// For each distinct value how many values of the sample are at most as great.
  public let upTo: [Int]

  /// How many values there are.
  public var count: Int { upTo.last ?? 0 }
  /// The least value; nil where there is none.
  public var minimum: Double? { values.first }
  /// The greatest value; nil where there is none.
  public var maximum: Double? { values.last }

  /// The values of a sample in any order, NaN left out.
  public init(_ numbers: [Double]) { self.init(sorted: RadixSort.sorted(numbers)) }

  /// The values of a sample in ascending order, without NaN.
  public init(sorted: [Double]) {
    var values: [Double] = [], upTo: [Int] = []
    for (place, value) in sorted.enumerated() where place + 1 == sorted.count || sorted[place + 1] != value {
      values.append(value)
      upTo.append(place + 1)
    }
    (self.values, self.upTo) = (values, upTo)
  }

  /// How often each whole number from `least` on occurs.
  public init(counts: [Int], from least: Int64) {
    var values: [Double] = [], upTo: [Int] = [], total = 0
    for (offset, count) in counts.enumerated() where count > 0 {
      total += count
      values.append(Double(least + Int64(offset)))
      upTo.append(total)
    }
    (self.values, self.upTo) = (values, upTo)
  }

  /// How many values are at most as great.
  public func count(upTo value: Double) -> Int {
    let place = place(after: value)
    return place > 0 ? upTo[place - 1] : 0
  }

  /// How many values are less.
  public func count(below value: Double) -> Int {
    var place = place(after: value)
    if place > 0, values[place - 1] == value { place -= 1 }
    return place > 0 ? upTo[place - 1] : 0
  }

  /// How often a value occurs.
  public func count(of value: Double) -> Int { count(upTo: value) - count(below: value) }

  /// How often the distinct value of a place occurs.
  public func count(at place: Int) -> Int { upTo[place] - (place > 0 ? upTo[place - 1] : 0) }

  /// The place of the first distinct value that is greater.
  private func place(after value: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The standard deviation with n in the denominator (`numpy.std`); nil without values and where it is beyond doubles.
  public var populationDeviation: Double? {
    guard count > 0 else { return nil }
    guard values.count > 1 else { return 0 }
    let size = Double(count)
    let mean = PairwiseSummation.sum(count: values.count) { values[$0] * Double(count(at: $0)) } / size
    // The mean is rounded; what its error adds to the squares is taken out again.
    let first = PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * Double(count(at: $0)) } / size
    let squares = PairwiseSummation.sum(count: values.count) { place in
      let distance = values[place] - mean
      return distance * distance * Double(count(at: place))
    }
    let variance = squares / size - first * first
    return variance.isFinite ? max(0, variance).squareRoot() : nil
  }

  /// The quantile by linear interpolation (type 7 of Hyndman and Fan); nil without values.
  ///
  /// - Parameter share: from 0, the least value, to 1, the greatest.
  public func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let position = share * Double(count - 1)
    let below = Int(position), fraction = position - Double(below)
    let (low, high) = (value(at: below), value(at: min(below + 1, count - 1)))
    guard (high - low).isFinite else { return low * (1 - fraction) + high * fraction }
    return Quantiles.between(low, high, fraction)
  }

  /// The value at a place of the sorted sample.
  private func value(at row: Int) -> Double {
    var (low, high) = (0, upTo.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if upTo[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }

  /// How many values lie in each interval between neighbouring edges: from an edge on, and below the next one; the last
  /// interval has its upper edge as well (`numpy.histogram`).
  ///
  /// - Parameter edges: ascending, two at least.
  public func histogram(_ edges: [Double]) -> [Int] {
    var below = edges.map { count(below: $0) }
    if let last = edges.last { below[below.count - 1] = count(upTo: last) }
    return zip(below, below.dropFirst()).map { $1 - $0 }
  }

  /// How many values lie up to each edge and above the one before it, and above the last one: one more than edges.
  public func histogram(upTo edges: [Double]) -> [Int] {
    let counts = edges.map { count(upTo: $0) } + [count]
    return zip([0] + counts, counts).map { $1 - $0 }
  }

  /// Both samples together.
  public func merged(with other: SampleDistribution) -> SampleDistribution {
    var values: [Double] = [], upTo: [Int] = []
    SampleGap.walk(self, other) { value, own, others in
      values.append(value)
      upTo.append(own + others)
    }
    return SampleDistribution(values: values, upTo: upTo)
  }

  private init(values: [Double], upTo: [Int]) { (self.values, self.upTo) = (values, upTo) }
}
