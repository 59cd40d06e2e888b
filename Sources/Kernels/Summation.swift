/// Sums whose error does not grow with the number of values, and whose result depends on the values' order alone.
///
/// Values are added in four logical lanes over blocks of ``blockSize``; the blocks' sums are added with Neumaier's
/// compensation (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974).
public enum Summation {
  static let blockSize = 1024

  /// The sum of the values at the positions of `range`.
  public static func sum(_ values: UnsafeBufferPointer<Double>, _ range: Range<Int>) -> Double {
    total(values, range) { $0 }
  }

  /// Σ(x − mean)², corrected for the rounding of the mean by (Σ(x − mean))² / n (Chan, Golub and LeVeque, 1983).
  /// Not finite where a square, or what leads to it, is beyond the largest double.
  public static func squaredDeviations(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, mean: Double
  ) -> Double {
    guard range.count > 1 else { return 0 }
    var squares = 0.0, rest = 0.0
    if range.count <= blockSize {
      (squares, rest) = blockDeviations(values, range, mean)
    } else {
      var (allSquares, allRests) = (Compensated(), Compensated()), start = range.lowerBound
      while start < range.upperBound {
        let end = min(range.upperBound, start + blockSize)
        let (blockSquares, blockRest) = blockDeviations(values, start..<end, mean)
        allSquares.add(blockSquares)
        allRests.add(blockRest)
        start = end
      }
      (squares, rest) = (allSquares.value, allRests.value)
    }
    let corrected = squares - rest * rest / Double(range.count)
    // Not `max`, which takes 0 for NaN: an overflow must not look like equal values.
    return corrected < 0 ? 0 : corrected
  }

  /// Σ(x − mean)² and Σ(x − mean) of a block in one pass, each in the lanes of ``blockTotal(_:_:_:)``.
  @inline(__always)
  private static func blockDeviations(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ mean: Double
  ) -> (squares: Double, rest: Double) {
    var (lowSquares, highSquares) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var (lowRest, highRest) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var index = range.lowerBound
    while index + 4 <= range.upperBound {
      let low = SIMD2(values[index], values[index + 1]) - mean
      let high = SIMD2(values[index + 2], values[index + 3]) - mean
      lowSquares += low * low
      highSquares += high * high
      lowRest += low
      highRest += high
      index += 4
    }
    while index < range.upperBound {
      let deviation = values[index] - mean
      lowSquares[0] += deviation * deviation
      lowRest[0] += deviation
      index += 1
    }
    return ((lowSquares[0] + lowSquares[1]) + (highSquares[0] + highSquares[1]),
      (lowRest[0] + lowRest[1]) + (highRest[0] + highRest[1]))
  }

  /// Σ(x − xMean)(y − yMean) over pairs, with the same correction.
  public static func codeviations(
    _ x: UnsafeBufferPointer<Double>, xMean: Double, _ y: UnsafeBufferPointer<Double>, yMean: Double,
    _ range: Range<Int>
  ) -> Double {
    var (products, xRest, yRest) = (Compensated(), Compensated(), Compensated())
    for index in range {
      let (dx, dy) = (x[index] - xMean, y[index] - yMean)
      products.add(dx * dy)
      xRest.add(dx)
      yRest.add(dy)
    }
    return products.value - xRest.value * yRest.value / Double(max(1, range.count))
  }

  @inline(__always)
  private static func total(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ term: (Double) -> Double
  ) -> Double {
    if range.count <= blockSize { return blockTotal(values, range, term) }
    var sum = Compensated()
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + blockSize)
      sum.add(blockTotal(values, start..<end, term))
      start = end
    }
    return sum.value
  }

  @inline(__always)
  private static func blockTotal(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ term: (Double) -> Double
  ) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    var index = range.lowerBound
    while index + 4 <= range.upperBound {
      a += term(values[index])
      b += term(values[index + 1])
      c += term(values[index + 2])
      d += term(values[index + 3])
      index += 4
    }
    while index < range.upperBound {
      a += term(values[index])
      index += 1
    }
    return (a + b) + (c + d)
  }
}

/// A sum that carries the part its additions rounded away.
public struct Compensated: Sendable {
  private var sum = 0.0, lost = 0.0

  /// A sum of nothing.
  public init() {}

  /// Adds a value; the order of values decides the last bits.
  @inline(__always)
  public mutating func add(_ value: Double) {
    let next = sum + value
    lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// Not finite where the plain sum is not: the compensation of an infinity is no number.
  public var value: Double { sum.isFinite ? sum + lost : sum }
}
