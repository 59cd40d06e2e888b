/// Size, location, spread and shape of some numbers, of which NaN ones are missing.
///
/// Moments are taken about the mean in a second pass, so large offsets cost no digits. A figure is nil, too, where it
/// or what it is computed from lies beyond the largest double.
public struct Descriptive: Sendable, Equatable {
  /// How many values are present.
  public let count: Int
  /// How many values are missing.
  public let missing: Int
  /// 0 where no value is present.
  public let sum: Double
  /// The least value; nil where none is present.
  public let minimum: Double?
  /// The greatest value; nil where none is present.
  public let maximum: Double?
  /// Σ(x − mean)².
  private let squares: Double
  /// Σ(x − mean)³.
  private let cubes: Double

  /// Describes values, NaN left out.
  public init(_ values: [Double]) {
    var (low, high) = (Double.infinity, -Double.infinity)
    var count = 0
    for value in values where !value.isNaN {
      count += 1
      low = min(low, value)
      high = max(high, value)
    }
    sum = PairwiseSummation.sum(values)
    (self.count, missing) = (count, values.count - count)
    (minimum, maximum) = count > 0 ? (low, high) : (nil, nil)
    // A rounded mean must not give equal values a spread.
    guard count > 0, low < high else {
      (squares, cubes) = (0, 0)
      return
    }
    let mean = sum / Double(count)
    // Where no distance from the mean can be told, none must look like 0.
    guard mean.isFinite else {
      (squares, cubes) = (.nan, .nan)
      return
    }
    let moments = PairwiseSummation.sums(count: values.count) { row in
      let distance = values[row] - mean
      let square = distance * distance
      return distance.isNaN ? .zero : [distance, square, square * distance, 0, 0, 0, 0, 0]
    }
    // The mean is rounded, so the moments about it are carried over to the true mean, which lies `shift` above.
    let shift = moments[0] / Double(count)
    let corrected = moments[1] - Double(count) * shift * shift
    // Not `max`, which takes 0 for NaN: an overflow must not look like equal values.
    squares = corrected < 0 ? 0 : corrected
    cubes = moments[2] - shift * (3 * moments[1] - 2 * Double(count) * shift * shift)
  }

  /// Nil where no value is present.
  public var mean: Double? { count > 0 ? finite(sum / Double(count)) : nil }
  /// With n − 1; nil for fewer than two values.
  public var variance: Double? { count > 1 ? finite(squares / Double(count - 1)) : nil }
  /// With n − 1; nil for fewer than two values.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  /// The adjusted Fisher–Pearson coefficient, as in pandas; nil for fewer than three values and where all are equal.
  public var skewness: Double? {
    guard count > 2, squares > 0 else { return nil }
    let size = Double(count)
    return finite(size * (size - 1).squareRoot() / (size - 2) * cubes / (squares * squares.squareRoot()))
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
