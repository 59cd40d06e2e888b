import Columns
import Kernels
import Statistics

/// Where bands of numbers begin.
enum Breaks {
  /// Breaks in ascending order, each above the least value, so that no band is empty of training rows for its breaks
  /// alone, and in few digits; NaN is missing.
  /// - Parameter method: `width`, or quantiles.
  static func of(_ values: [Double], method: String, count: Int) -> [Double] {
    ReadableBreaks.of(exact(values, method: method, count: count), among: values)
  }

  /// The same, with all their digits.
  static func exact(_ values: [Double], method: String, count: Int) -> [Double] {
    let facts = Descriptive(values)
    guard let low = facts.minimum, let high = facts.maximum, low < high else { return [] }
    let quantile = Quantiles(values)
    var breaks: [Double] = []
    for step in 1..<count {
      let share = Double(step) / Double(count)
      let next = method == "width" ? low + (high - low) * share : quantile(share) ?? low
      if next > (breaks.last ?? low) { breaks.append(next) }
    }
    return breaks
  }

  /// The band of each value of a column, from 0; nil where it is null. Whole numbers of any size are compared exactly.
  /// Nil for text.
  static func bands(of column: Column, _ breaks: [Double]) -> [Int?]? {
    if column.type == .int, let whole = column.integers(0..<column.count),
      IntegerBits.count(whole) > IntegerBits.ofDouble
    {
      return whole.indices.map { row in
        column.isNull(row) ? nil : breaks.firstIndex { whole[row].compared(to: $0) < 0 } ?? breaks.count
      }
    }
    return column.doubles().map { values in values.map { $0.isNaN ? nil : band(of: $0, breaks) } }
  }

  /// The band of a number, from 0.
  static func band(of value: Double, _ breaks: [Double]) -> Int {
    var (low, high) = (0, breaks.count)
    while low < high {
      let middle = (low + high) / 2
      if value < breaks[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
