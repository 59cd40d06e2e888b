/// A column's name and type, and what else selectors ask about it.
public struct Field: Sendable, Equatable {
  public var name: String
  public var type: ColumnType
  /// Whether `onehot` made the column: `@onehot` selects it.
  public var isIndicator: Bool

  public init(_ name: String, _ type: ColumnType, isIndicator: Bool = false) {
    (self.name, self.type, self.isIndicator) = (name, type, isIndicator)
  }
}

/// The fields of a table in order. Names are unique and case-sensitive.
public final class Schema: Sendable {
  public let fields: [Field]
  /// The target and the key, where they are declared.
  public let roles: Roles
  private let positions: [String: Int]

  public convenience init(_ fields: [Field], key: [String] = []) { self.init(fields, roles: Roles(key: key)) }

  /// - Parameter roles: those of columns that are not among the fields are dropped.
  public init(_ fields: [Field], roles: Roles) {
    var positions = [String: Int](minimumCapacity: fields.count)
    for (index, field) in fields.enumerated() { positions[field.name] = index }
    precondition(positions.count == fields.count, "column names of a table are unique")
    (self.fields, self.positions) = (fields, positions)
    self.roles = roles.limited { positions[$0] != nil }
  }

  /// The columns that identify a row.
  public var key: [String] { roles.key }
  /// The column to predict.
  public var target: String? { roles.target }
  public var count: Int { fields.count }
  public var names: [String] { fields.map(\.name) }
  public func index(of name: String) -> Int? { positions[name] }
  public subscript(name: String) -> Field? { positions[name].map { fields[$0] } }
}
