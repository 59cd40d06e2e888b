/// A column's name and type, and what else selectors ask about it.
public struct Field: Sendable, Equatable {
  /// The column's name, unique in its schema.
  public var name: String
  /// The type of the column's values.
  public var type: ColumnType
  /// Whether `onehot` made the column: `@onehot` selects it.
  public var isIndicator: Bool

  /// A column's name and type.
  public init(_ name: String, _ type: ColumnType, isIndicator: Bool = false) {
    (self.name, self.type, self.isIndicator) = (name, type, isIndicator)
  }
}

/// The fields of a table in order. Names are unique and case-sensitive.
public final class Schema: Sendable {
  /// The columns in order.
  public let fields: [Field]
  /// The target and the key, where they are declared.
  public let roles: Roles
  private let positions: FieldPositions

  /// Columns in order, some of which may be the key.
  public convenience init(_ fields: [Field], key: [String] = []) { self.init(fields, roles: Roles(key: key)) }

  /// - Parameter roles: those of columns that are not among the fields are dropped.
  public init(_ fields: [Field], roles: Roles) {
    let positions = FieldPositions(fields)
    precondition(positions.count == fields.count, "column names of a table are unique")
    (self.fields, self.positions) = (fields, positions)
    self.roles = roles.limited { positions[$0] != nil }
  }

  /// Columns that may be millions.
  ///
  /// - Parameter check: called for each of them, so that the work can be stopped.
  /// - Returns: nil where two columns have one name.
  public init?(_ fields: [Field], roles: Roles, check: () throws -> Void) rethrows {
    let positions = try FieldPositions(fields, check: check)
    guard positions.count == fields.count else { return nil }
    (self.fields, self.positions) = (fields, positions)
    self.roles = roles.limited { positions[$0] != nil }
  }

  /// The fields of another schema and one more.
  init(_ schema: Schema, adding field: Field) {
    (fields, roles) = (schema.fields + [field], schema.roles)
    positions = schema.positions.adding(field.name, at: schema.fields.count)
  }

  /// The columns that identify a row.
  public var key: [String] { roles.key }
  /// The column to predict.
  public var target: String? { roles.target }
  /// How many columns there are.
  public var count: Int { fields.count }
  /// The columns' names in order.
  public var names: [String] { fields.map(\.name) }
  /// The place of a column; nil where none is called so.
  public func index(of name: String) -> Int? { positions[name] }
  /// A column by name; nil where none is called so.
  public subscript(name: String) -> Field? { positions[name].map { fields[$0] } }
}

extension Schema: RandomAccessCollection {
  /// The place of the first column.
  public var startIndex: Int { 0 }
  /// The place behind the last column.
  public var endIndex: Int { fields.count }
  /// The column at a place.
  public subscript(position: Int) -> Field { fields[position] }
}
