import Columns

/// A table or a join's result has more rows than a row index can count.
public struct TooManyRows: Error, Sendable, Equatable {
  public let rows: Int

  public init(rows: Int) { self.rows = rows }

  /// Row indices have 32 bits.
  public static var limit: Int { Int(Int32.max) }
}

/// The keys at one position of a join cannot be compared.
public struct IncompatibleKeys: Error, Sendable, Equatable {
  /// Which pair of keys, from 0.
  public let position: Int
  public let left: ColumnType
  public let right: ColumnType

  public init(position: Int, left: ColumnType, right: ColumnType) {
    (self.position, self.left, self.right) = (position, left, right)
  }
}

/// An aggregate was asked of columns it does not take; a checker finds this before running.
public struct InapplicableAggregate: Error, Sendable, Equatable {
  public let request: Int
  public let function: AggregateFunction
  public let types: [ColumnType]
}
