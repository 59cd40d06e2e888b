import Columns
import Relational
import Syntax

/// The rows of another table below, columns matched by name.
public struct AppendPlan: Sendable {
  /// What gives the rows that come below.
  public let below: Plan
  /// The name under which these were given.
  public let belowName: Name
  /// The columns of the result. A column that a side does not have is null there, and so is one of another type, which
  /// has no value on that side.
  public let fields: [Field]

  /// Rows below the input, under the columns of both.
  public init(below: Plan, belowName: Name, fields: [Field]) {
    (self.below, self.belowName, self.fields) = (below, belowName, fields)
  }
}

/// Columns as another type; a value that the type cannot hold becomes null.
public struct CastPlan: Sendable {
  /// The places of the columns that are converted.
  public let columns: [Int]
  /// The type that they get.
  public let type: ColumnType
  /// Whether a value that does not fit is an error.
  public let isStrict: Bool
  /// What stands in texts before the fraction of a number, and between its digits.
  public let decimal: String
  /// The mark between groups of digits; nil for none.
  public let thousands: String?

  /// A conversion of columns to a type.
  public init(columns: [Int], type: ColumnType, isStrict: Bool, decimal: String, thousands: String?) {
    (self.columns, self.type, self.isStrict, self.decimal) = (columns, type, isStrict, decimal)
    self.thousands = thousands
  }
}

/// One value in the place of others.
public struct ReplacePlan: Sendable {
  /// The places of the columns in which values are replaced.
  public let columns: [Int]
  /// The values that go, none of them null.
  public let values: [Cell]
  /// What stands in their place, null included.
  public let with: Cell
  /// The types that the columns have then: a fraction makes floats of whole numbers.
  public let types: [ColumnType]

  /// A replacement of values in columns.
  public init(columns: [Int], values: [Cell], with: Cell, types: [ColumnType]) {
    (self.columns, self.values, self.with, self.types) = (columns, values, with, types)
  }
}

/// From long to wide: one row for each combination of the keys in order of first appearance, a column for each level in
/// sorted order.
public struct PivotPlan: Sendable {
  /// The places of the columns that name a row of the result.
  public let keys: [Int]
  /// The column whose levels become columns. Rows without a level are left out.
  public let level: Int
  /// The place of the column whose values are spread.
  public let value: Int
  /// What makes one value of several; nil where there may be one only.
  public let function: AggregateFunction?
  /// The type of the new columns.
  public let type: ColumnType
  /// The names of the new columns, with `{values}` and `{level}` to be filled in.
  public let names: String

  /// Columns made of the levels of one column.
  public init(keys: [Int], level: Int, value: Int, function: AggregateFunction?, type: ColumnType, names: String) {
    (self.keys, self.level, self.value, self.function) = (keys, level, value, function)
    (self.type, self.names) = (type, names)
  }

  /// What stands where a key does not have the level: a count is 0.
  public var isCount: Bool { function.map { [.count, .nunique, .nulls].contains($0) } ?? false }
}

/// From wide to long: each row gives one row for each of the columns, in this order; the others repeat before them.
public struct UnpivotPlan: Sendable {
  /// The places of the columns that become rows.
  public let columns: [Int]
  /// The new column with their names.
  public let names: String
  /// The new column with their values.
  public let values: String
  /// The type of the values.
  public let type: ColumnType

  /// Rows made of columns.
  public init(columns: [Int], names: String, values: String, type: ColumnType) {
    (self.columns, self.names, self.values, self.type) = (columns, names, values, type)
  }
}
