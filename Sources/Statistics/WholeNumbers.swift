import Columns

/// Statistics of whole numbers that lose no digit: whole where the exact result is.
public enum WholeNumbers {
  /// The median; the middle between two where their number is even. Nil of no number.
  public static func median(_ values: [Int64]) -> Cell? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted(), middle = values.count / 2
    if values.count % 2 == 1 { return .int(sorted[middle]) }
    return share(Int128(sorted[middle - 1]) + Int128(sorted[middle]), 2)
  }

  /// The arithmetic mean; nil of no number.
  public static func mean(_ values: [Int64]) -> Cell? {
    values.isEmpty ? nil : share(values.reduce(Int128(0)) { $0 + Int128($1) }, Int128(values.count))
  }

  private static func share(_ sum: Int128, _ count: Int128) -> Cell {
    let (quotient, rest) = sum.quotientAndRemainder(dividingBy: count)
    return rest == 0 ? .int(Int64(quotient)) : .float(nearest(sum, count))
  }

  /// The float that is nearest to a quotient, for sums below 2^94 and counts below 2^31.
  private static func nearest(_ sum: Int128, _ count: Int128) -> Double {
    // Rounded once where the sum is a float itself.
    guard sum.magnitude > 1 << 53 else { return Double(sum) / Double(count) }
    // 33 more bits make it longer than a float; one that stands for all below them settles a tie.
    let (quotient, rest) = (sum.magnitude << 33).quotientAndRemainder(dividingBy: count.magnitude)
    let size = Double(rest == 0 ? quotient : quotient | 1) * 0x1p-33
    return sum < 0 ? -size : size
  }
}

extension Column {
  /// The whole numbers that are there, in row order; nil for another type than `int`.
  public var presentIntegers: [Int64]? {
    guard type == .int, let values = integers(0..<count) else { return nil }
    return validity == nil ? values : values.indices.filter { !isNull($0) }.map { values[$0] }
  }
}
