import Columns

/// A table or a join's result has more rows than a row index can count.
public struct TooManyRows: Error, Sendable, Equatable {
  /// How many rows the result would have.
  public let rows: Int

  /// A result of so many rows, which is more than a table can hold.
  public init(rows: Int) { self.rows = rows }

  /// Row indices have 32 bits.
  public static var limit: Int { Int(Int32.max) }
}

/// The keys at one position of a join cannot be compared.
public struct IncompatibleKeys: Error, Sendable, Equatable {
  /// Which pair of keys, from 0.
  public let position: Int
  /// The type of the left key.
  public let left: ColumnType
  /// The type of the right key.
  public let right: ColumnType

  /// The keys at a position, whose types cannot match.
  public init(position: Int, left: ColumnType, right: ColumnType) {
    (self.position, self.left, self.right) = (position, left, right)
  }
}

/// An aggregate was asked of columns it does not take; a checker finds this before running.
public struct InapplicableAggregate: Error, Sendable, Equatable {
  /// The place of the request among those that were made together.
  public let request: Int
  /// The aggregate that was asked for.
  public let function: AggregateFunction
  /// The types of the columns it does not take.
  public let types: [ColumnType]
}
