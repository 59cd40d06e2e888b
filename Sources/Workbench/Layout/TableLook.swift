/// How much of a table is shown, and how its cells are written. No value depends on it.
public struct TableLook: Sendable, Equatable {
  /// How many rows are shown, and how many at either end of a longer table.
  public var rows: RowWindow.Limit
  /// The greatest number of columns; nil for as many as there is room for.
  public var columns: Int?
  /// How many digits of a float are shown; nil where each column has as many as are easy to read.
  public var digits: Int?
  /// What stands for a null.
  public var null: String
  /// What a person types to see what is left out; nil where there is nothing for that.
  public var allShownBy: String?

  /// What people see who have set nothing.
  public static let standard = TableLook()

  /// A look that differs from the standard one in what is given.
  public init(
    rows: RowWindow.Limit = .standard, columns: Int? = nil, digits: Int? = nil, null: String = Self.usualNull
  ) {
    (self.rows, self.columns, self.digits, self.null) = (rows, columns, digits, null)
  }

  /// A dot, which no text of a file is likely to be.
  public static let usualNull = "·"
}
