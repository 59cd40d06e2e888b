/// Turns Codable values into JSON values of which equal ones have equal texts: members stand in the order of their
/// names.
///
/// Floats keep their bits. Arrays of floats, arrays of such arrays, and arrays of `UInt64` are kept as they are and not
/// value by value, so that large ones cost little. A single `UInt64` is a text of sixteen hexadecimal digits.
package struct FormEncoder: Encoder {
  package let codingPath: [any CodingKey]
  package var userInfo: [CodingUserInfoKey: Any] { [:] }
  private let box: Box

  /// The form of a value.
  package static func value(of encodable: some Encodable) throws -> JSONValue {
    try box(encodable, []).value
  }

  /// A place in a form that is filled while a value encodes itself.
  fileprivate final class Box {
    enum Content {
      case nothing
      case value(JSONValue)
      case object([String: Box])
      case array([Box])
    }

    var content = Content.nothing

    var value: JSONValue {
      switch content {
      case .nothing: .object([])
      case .value(let value): value
      case .array(let elements): .array(elements.map(\.value))
      case .object(let members):
        .object(members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
          .map { JSONValue.Member(name: $0.key, value: $0.value.value) })
      }
    }

    func set(_ box: Box, for name: String) {
      if case .object(var members) = content {
        content = .nothing
        members[name] = box
        content = .object(members)
      } else {
        content = .object([name: box])
      }
    }

    func append(_ box: Box) {
      if case .array(var elements) = content {
        content = .nothing
        elements.append(box)
        content = .array(elements)
      } else {
        content = .array([box])
      }
    }

    var count: Int { if case .array(let elements) = content { elements.count } else { 0 } }
  }

  fileprivate static func box<T: Encodable>(_ value: T, _ path: [any CodingKey]) throws -> Box {
    let box = Box()
    // By the type and not by a cast, which takes any empty array for one of these.
    if T.self == [Double].self, let numbers = value as? [Double] {
      box.content = .value(.numbers(numbers))
    } else if T.self == [[Double]].self, let columns = value as? [[Double]] {
      box.content = .value(.columns(columns))
    } else if T.self == [UInt64].self, let words = value as? [UInt64] {
      box.content = .value(.words(words))
    } else {
      try value.encode(to: FormEncoder(codingPath: path, box: box))
    }
    return box
  }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = box.content {} else { box.content = .object([:]) }
    return KeyedEncodingContainer(Keyed(box: box, codingPath: codingPath))
  }

  package func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.content = .array([])
    return Unkeyed(box: box, codingPath: codingPath)
  }

  package func singleValueContainer() -> any SingleValueEncodingContainer { Single(box: box, codingPath: codingPath) }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: Box
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) throws { try encode(Optional<Bool>.none, forKey: key) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
      box.set(try FormEncoder.box(value, codingPath + [key]), for: key.stringValue)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      nested(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { nested(FormKey("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func nested(_ key: any CodingKey) -> FormEncoder {
      let inner = Box()
      box.set(inner, for: key.stringValue)
      return FormEncoder(codingPath: codingPath + [key], box: inner)
    }
  }

  private struct Unkeyed: UnkeyedEncodingContainer {
    let box: Box
    let codingPath: [any CodingKey]
    var count: Int { box.count }

    func encodeNil() throws { try encode(Optional<Bool>.none) }
    func encode<T: Encodable>(_ value: T) throws {
      box.append(try FormEncoder.box(value, codingPath + [FormKey(index: count)]))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
      nested().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }

    private func nested() -> FormEncoder {
      let inner = Box(), key = FormKey(index: count)
      box.append(inner)
      return FormEncoder(codingPath: codingPath + [key], box: inner)
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let box: Box
    let codingPath: [any CodingKey]

    func encodeNil() { box.content = .value(.null) }
    func encode(_ value: Bool) { box.content = .value(.bool(value)) }
    func encode(_ value: String) { box.content = .value(.text(value)) }
    func encode(_ value: Double) { box.content = .value(.double(value)) }
    func encode(_ value: Float) { box.content = .value(.double(Double(value))) }
    func encode(_ value: Int) { box.content = .value(.int(value)) }
    func encode(_ value: Int8) { encode(Int(value)) }
    func encode(_ value: Int16) { encode(Int(value)) }
    func encode(_ value: Int32) { encode(Int(value)) }
    func encode(_ value: Int64) { encode(Int(value)) }
    func encode(_ value: UInt) { encode(UInt64(value)) }
    func encode(_ value: UInt8) { encode(Int(value)) }
    func encode(_ value: UInt16) { encode(Int(value)) }
    func encode(_ value: UInt32) { encode(Int(value)) }
    func encode(_ value: UInt64) { box.content = .value(.text(value.hexadecimal)) }
    func encode<T: Encodable>(_ value: T) throws { box.content = try FormEncoder.box(value, codingPath).content }
  }
}

/// A name or a place in an array, for paths.
struct FormKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(_ name: String) { (stringValue, intValue) = (name, nil) }
  init(index: Int) { (stringValue, intValue) = (String(index), index) }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { self.init(index: intValue) }
}

extension [any CodingKey] {
  /// `recipe.steps[2].state`
  var formPath: String {
    reduce("") { path, key in
      key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
    }
  }
}
