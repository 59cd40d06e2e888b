import Columns
import Kernels

/// How the values of a column are spread in two tables.
public struct ColumnShift: Sendable, Equatable {
  /// The column's name.
  public let name: String
  /// In the first table.
  public let first: Spread
  /// In the second table.
  public let second: Spread

  /// How values are spread.
  public struct Spread: Sendable, Equatable {
    /// How many rows are null.
    public let nulls: Int
    /// How many values there are, no two of them the same.
    public let distinct: Int
    /// The mean; nil for what is no number, and for no values.
    public let mean: Double?
    /// The values below which a tenth, a half and nine tenths of them lie, by linear interpolation; none for what is no
    /// number, and for no values.
    public let quantiles: [Double]
  }

  /// The shares that ``Spread/quantiles`` are for.
  public static let shares = [0.1, 0.5, 0.9]

  /// Nil where both are spread alike.
  /// - Throws: `Cancelled`.
  init?(_ name: String, _ one: Column, _ other: Column, _ execution: Execution) throws {
    self.name = name
    first = try Spread(one, execution)
    second = try Spread(other, execution)
    if first == second { return nil }
  }
}

extension ColumnShift.Spread {
  /// - Throws: `Cancelled`.
  init(_ column: Column, _ execution: Execution) throws {
    nulls = column.nullCount
    var known: Set<Cell> = [], numbers: [Double] = []
    for row in 0..<column.count {
      if row.isMultiple(of: 4096) { try execution.checkCancelled() }
      let cell = column[row]
      if cell == .null { continue }
      known.insert(cell)
      if column.type.isNumeric || column.type == .bool, let number = cell.number { numbers.append(number) }
    }
    distinct = known.count
    let sorted = try execution.sorted(numbers)
    guard let low = sorted.first, let high = sorted.last else {
      (mean, quantiles) = (nil, [])
      return
    }
    // Relative to the middle, so that large numbers keep their digits.
    let centre = low / 2 + high / 2
    mean = centre + sorted.reduce(0) { $0 + ($1 - centre) } / Double(sorted.count)
    quantiles = ColumnShift.shares.map { share in
      let place = share * Double(sorted.count - 1), below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
  }
}
