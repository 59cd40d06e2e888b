import Columns

/// A column that was computed, and how many of its rows are null because a number left its range.
public struct CheckedColumn: Sendable {
  public let column: Column
  /// Rows whose whole number does not fit in 64 bits.
  public let overflows: Int
  /// Rows whose float is larger than any.
  public let infinities: Int

  public init(_ column: Column, overflows: Int = 0, infinities: Int = 0) {
    (self.column, self.overflows, self.infinities) = (column, overflows, infinities)
  }
}
