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
  /// The columns that the analyst declared to identify a row, as in `load "…", key: SK_ID_CURR`.
  public let key: [String]
  private let positions: [String: Int]

  public init(_ fields: [Field], key: [String] = []) {
    var positions = [String: Int](minimumCapacity: fields.count)
    for (index, field) in fields.enumerated() { positions[field.name] = index }
    precondition(positions.count == fields.count, "column names of a table are unique")
    (self.fields, self.positions) = (fields, positions)
    self.key = key.filter { positions[$0] != nil }
  }

  public var count: Int { fields.count }
  public var names: [String] { fields.map(\.name) }
  public func index(of name: String) -> Int? { positions[name] }
  public subscript(name: String) -> Field? { positions[name].map { fields[$0] } }
}
