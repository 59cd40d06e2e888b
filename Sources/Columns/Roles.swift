/// Columns that are no features: what identifies a row, and what is to be predicted. They travel with the schema.
public struct Roles: Sendable, Equatable, Codable {
  /// The column to predict.
  public var target: String?
  /// The columns that identify a row, as in `load "…", key: SK_ID_CURR`.
  public var key: [String]
  /// Whether the analyst declared the key. Otherwise `agg … by` made it, and its columns may still be prepared by name.
  public var isKeyDeclared: Bool

  /// The roles of columns, by name; nil and no names where a role is taken by none.
  public init(target: String? = nil, key: [String] = [], isKeyDeclared: Bool = true) {
    (self.target, self.key, self.isKeyDeclared) = (target, key, isKeyDeclared)
  }

  /// What the selectors of preparations and models pass over.
  public var exclusions: Set<String> { Set(key).union(target.map { [$0] } ?? []) }

  /// The roles of columns that are there; a column that went has lost its role.
  public func limited(to isThere: (String) -> Bool) -> Roles {
    Roles(target: target.flatMap { isThere($0) ? $0 : nil }, key: key.filter(isThere), isKeyDeclared: isKeyDeclared)
  }

  /// The roles under other names; a column that has none any more has lost its role.
  public func renamed(_ name: (String) -> String?) -> Roles {
    Roles(target: target.flatMap(name), key: key.compactMap(name), isKeyDeclared: isKeyDeclared)
  }
}
