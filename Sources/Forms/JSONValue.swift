/// A JSON value whose text is always the same: members keep the order in which they were given.
///
/// Whole numbers are kept exactly. A float is written with as many digits as give the same bits when they are read, and
/// always with a point or an exponent, so that it is told from a whole number; what JSON has no number for is spelled
/// out as a text, `"nan"`, `"inf"` and `"-inf"`.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case text(String)
  /// An array of floats, without a value for each.
  case numbers([Double])
  /// An array of arrays of floats, written one a line.
  case columns([[Double]])
  /// Words of 64 bits, written as one text: Base64 of their bytes in little-endian order.
  case words([UInt64])
  case array([JSONValue])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// An object of members, without those that are nil.
  package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  package static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }

  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var int: Int? { if case .int(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  package var texts: [String]? { array?.compactMap(\.text) }
  package var object: [Member]? { if case .object(let members) = self { members } else { nil } }
}
