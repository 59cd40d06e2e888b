import Columns

/// A column that was computed, and how many of its rows are null because a number left its range.
public struct CheckedColumn: Sendable {
  /// The results, null where one could not be computed.
  public let column: Column
  /// Rows whose whole number does not fit in 64 bits.
  public let overflows: Int
  /// Rows whose float is larger than any.
  public let infinities: Int

  /// A column with how many of its results are null because they overflow or are infinite.
  public init(_ column: Column, overflows: Int = 0, infinities: Int = 0) {
    (self.column, self.overflows, self.infinities) = (column, overflows, infinities)
  }
}
