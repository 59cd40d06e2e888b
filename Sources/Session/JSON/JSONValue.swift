/// A JSON value whose text is always the same: members keep the order in which they were given.
///
/// Whole numbers are kept exactly; other numbers are not needed in what a session writes.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case text(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  /// An object of members, without those that are nil.
  static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }

  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var int: Int? { if case .int(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  var texts: [String]? { array?.compactMap(\.text) }
  var object: [Member]? { if case .object(let members) = self { members } else { nil } }
}
