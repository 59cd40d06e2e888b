/// An immutable table: named, typed columns of one length.
public struct Table: Sendable {
  /// Names, types and roles of the columns.
  public let schema: Schema
  /// The columns in the order of the schema, each with a value for every row.
  public let columns: [Column]
  /// How many rows there are, also where there is no column.
  public let rowCount: Int

  /// - Parameter rowCount: needed where there is no column to tell it.
  public init(schema: Schema, columns: [Column], rowCount: Int? = nil) {
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    precondition(schema.count == columns.count, "a table has a field for each column")
    for column in columns { precondition(column.count == self.rowCount, "the columns of a table have one length") }
    (self.schema, self.columns) = (schema, columns)
  }

  /// A table of named columns.
  public init(_ columns: [(name: String, column: Column)], key: [String] = []) {
    self.init(
      schema: Schema(columns.map { Field($0.name, $0.column.type) }, key: key), columns: columns.map(\.column))
  }

  /// A column by name; nil where none is called so.
  public subscript(name: String) -> Column? { schema.index(of: name).map { columns[$0] } }
  /// A cell by row and column name; nil where no column is called so.
  public subscript(row: Int, name: String) -> Cell? { self[name]?[row] }

  /// The columns at the given positions, in that order.
  public func selecting(_ positions: [Int]) -> Table {
    Table(
      schema: Schema(positions.map { schema.fields[$0] }, roles: schema.roles), columns: positions.map { columns[$0] },
      rowCount: rowCount)
  }

  /// The rows with the given indices, in that order; a negative index gives a row of nulls.
  public func taking(_ rows: [Int32]) -> Table {
    Table(schema: schema, columns: columns.map { $0.taking(rows) }, rowCount: rows.count)
  }

  /// The rows of a range.
  public func slice(_ range: Range<Int>) -> Table { taking(range.map(Int32.init)) }

  /// The table with each named column replaced where the name exists, else appended.
  public func setting(_ additions: [(field: Field, column: Column)]) -> Table {
    let made = schema.setting(additions.map(\.field))
    var columns = self.columns
    for (field, column) in additions {
      let index = made.index(of: field.name) ?? columns.count
      if index < columns.count { columns[index] = column } else { columns.append(column) }
    }
    return Table(schema: made, columns: columns, rowCount: rowCount)
  }

  /// The same columns under a schema with other names or flags.
  public func with(schema: Schema) -> Table { Table(schema: schema, columns: columns, rowCount: rowCount) }
}
