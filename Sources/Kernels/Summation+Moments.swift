/// What one pass over values tells.
public struct Moments: Sendable {
  /// As ``Summation/sum(_:_:)`` gives it.
  public let sum: Double
  /// The first of the least and of the greatest values; not to be used where there are no values.
  public let least: Double
  /// The first of the greatest values; not to be used where there are no values.
  public let greatest: Double
}

extension Summation {
  /// Sum, least and greatest of the values at the positions of `range`, with the same lanes and the same order of
  /// additions as ``sum(_:_:)``, and so bit for bit the same sum. None of the values is NaN.
  public static func moments(_ values: UnsafeBufferPointer<Double>, _ range: Range<Int>) -> Moments {
    guard !range.isEmpty else { return Moments(sum: 0, least: 0, greatest: 0) }
    var bounds = Bounds(values[range.lowerBound]), sum: Double
    if range.count <= blockSize {
      sum = blockSum(values, range, &bounds)
    } else {
      var total = Compensated(), start = range.lowerBound
      while start < range.upperBound {
        let end = min(range.upperBound, start + blockSize)
        total.add(blockSum(values, start..<end, &bounds))
        start = end
      }
      sum = total.value
    }
    return Moments(
      sum: sum, least: firstZero(values, range, unless: bounds.least),
      greatest: firstZero(values, range, unless: bounds.greatest))
  }

  /// The value, or where it is zero the first of the zeros: lanes cannot tell −0 from 0.
  @inline(__always)
  private static func firstZero(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, unless value: Double
  ) -> Double {
    guard value == 0 else { return value }
    var index = range.lowerBound
    while index < range.upperBound, values[index] != 0 { index += 1 }
    return index < range.upperBound ? values[index] : value
  }

  @inline(__always)
  private static func blockSum(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ bounds: inout Bounds
  ) -> Double {
    var (low, high) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var index = range.lowerBound
    while index + 4 <= range.upperBound {
      let first = SIMD2(values[index], values[index + 1]), second = SIMD2(values[index + 2], values[index + 3])
      low += first
      high += second
      bounds.add(first)
      bounds.add(second)
      index += 4
    }
    var a = low[0]
    while index < range.upperBound {
      a += values[index]
      bounds.add(SIMD2(repeating: values[index]))
      index += 1
    }
    return (a + low[1]) + (high[0] + high[1])
  }

  /// The least and greatest values so far, in two lanes.
  private struct Bounds {
    private var lows: SIMD2<Double>
    private var highs: SIMD2<Double>

    var least: Double { min(lows[0], lows[1]) }
    var greatest: Double { max(highs[0], highs[1]) }

    init(_ value: Double) { (lows, highs) = (SIMD2(repeating: value), SIMD2(repeating: value)) }

    @inline(__always)
    mutating func add(_ pair: SIMD2<Double>) {
      lows.replace(with: pair, where: pair .< lows)
      highs.replace(with: pair, where: pair .> highs)
    }
  }
}
