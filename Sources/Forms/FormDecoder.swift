/// Makes Codable values of what ``FormEncoder`` made of them.
package struct FormDecoder: Decoder {
  package let codingPath: [any CodingKey]
  package var userInfo: [CodingUserInfoKey: Any] { [:] }
  fileprivate let value: JSONValue

  /// - Throws: ``FormError`` with the path of what does not fit, and whatever else the type throws.
  package static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
    do { return try decode(type, value, []) } catch let error as DecodingError { throw FormError(error) }
  }

  fileprivate static func decode<T: Decodable>(
    _ type: T.Type, _ value: JSONValue, _ path: [any CodingKey]
  ) throws -> T {
    if type == [Double].self, let numbers = try value.floats(path) as? T { return numbers }
    if type == [UInt64].self, let words = try value.hashes(path) as? T { return words }
    return try T(from: FormDecoder(codingPath: path, value: value))
  }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let members = value.object else { throw value.misfit("members in braces", codingPath) }
    return KeyedDecodingContainer(Keyed(members: members, codingPath: codingPath))
  }

  package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    Unkeyed(elements: try value.elements(codingPath), codingPath: codingPath)
  }

  package func singleValueContainer() -> any SingleValueDecodingContainer {
    Single(value: value, codingPath: codingPath)
  }

  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let byName: [String: JSONValue]
    let codingPath: [any CodingKey]

    init(members: [JSONValue.Member], codingPath: [any CodingKey]) {
      byName = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      self.codingPath = codingPath
    }

    var allKeys: [Key] { byName.keys.sorted().compactMap { Key(stringValue: $0) } }
    func contains(_ key: Key) -> Bool { byName[key.stringValue] != nil }

    private func value(_ key: any CodingKey) throws -> JSONValue {
      guard let value = byName[key.stringValue] else {
        throw DecodingError.keyNotFound(
          key, .init(codingPath: codingPath, debugDescription: "`\(key.stringValue)` is missing"))
      }
      return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
      try FormDecoder.decode(type, try value(key), codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
      try superDecoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try superDecoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try inner(FormKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try inner(key) }

    private func inner(_ key: any CodingKey) throws -> FormDecoder {
      FormDecoder(codingPath: codingPath + [key], value: try value(key))
    }
  }

  private struct Unkeyed: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [JSONValue], codingPath: [any CodingKey]) {
      (self.elements, self.codingPath) = (elements, codingPath)
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    private mutating func next() throws -> (value: JSONValue, path: [any CodingKey]) {
      guard !isAtEnd else {
        throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "too few values stand here"))
      }
      defer { currentIndex += 1 }
      return (elements[currentIndex], codingPath + [FormKey(index: currentIndex)])
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, elements[currentIndex] == .null else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
      let (value, path) = try next()
      return try FormDecoder.decode(type, value, path)
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      try superDecoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
      let (value, path) = try next()
      return FormDecoder(codingPath: path, value: value)
    }
  }

  private struct Single: SingleValueDecodingContainer {
    let value: JSONValue
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { value == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
      guard let bool = value.bool else { throw value.misfit("true or false", codingPath) }
      return bool
    }

    func decode(_ type: String.Type) throws -> String {
      guard let text = value.text else { throw value.misfit("a text", codingPath) }
      return text
    }

    func decode(_ type: Double.Type) throws -> Double {
      guard let number = value.float else { throw value.misfit("a number", codingPath) }
      return number
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

    private func whole<T: FixedWidthInteger>() throws -> T {
      guard let number = value.int.flatMap({ T(exactly: $0) }) else {
        throw value.misfit("a whole number", codingPath)
      }
      return number
    }

    func decode(_ type: Int.Type) throws -> Int { try whole() }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
    func decode(_ type: UInt.Type) throws -> UInt { UInt(try decode(UInt64.self)) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }

    func decode(_ type: UInt64.Type) throws -> UInt64 {
      guard let text = value.text, text.utf8.count == 16, let word = UInt64(text, radix: 16) else {
        throw value.misfit("sixteen hexadecimal digits", codingPath)
      }
      return word
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try FormDecoder.decode(type, value, codingPath) }
  }
}

extension JSONValue {
  fileprivate func misfit(_ wanted: String, _ path: [any CodingKey]) -> DecodingError {
    DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "\(wanted) should stand here, not \(noun)"))
  }

  private var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .int: "a whole number"
    case .double: "a number"
    case .text, .words: "a text"
    case .numbers, .columns, .array: "a list"
    case .object: "members in braces"
    }
  }

  fileprivate var float: Double? {
    switch self {
    case .double(let value): value
    case .int(let value): Double(exactly: value)
    case .text(let text): JSONValue.nonFinite(text)
    default: nil
    }
  }

  fileprivate func elements(_ path: [any CodingKey]) throws -> [JSONValue] {
    switch self {
    case .array(let elements): elements
    case .numbers(let numbers): numbers.map { .double($0) }
    case .columns(let columns): columns.map { .numbers($0) }
    default: throw misfit("a list", path)
    }
  }

  fileprivate func floats(_ path: [any CodingKey]) throws -> [Double] {
    if case .numbers(let numbers) = self { return numbers }
    return try elements(path).enumerated().map { index, element in
      guard let number = element.float else { throw element.misfit("a number", path + [FormKey(index: index)]) }
      return number
    }
  }

  fileprivate func hashes(_ path: [any CodingKey]) throws -> [UInt64] {
    if case .words(let words) = self { return words }
    guard let words = text.flatMap(Base64.decode) else { throw misfit("words in Base64", path) }
    return words
  }
}

extension FormError {
  /// What a type found wrong, at its path.
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init("`\(key.stringValue)` is missing", at: context.codingPath.formPath)
    case .valueNotFound(_, let context): self.init("null should not stand here", at: context.codingPath.formPath)
    case .typeMismatch(_, let context), .dataCorrupted(let context):
      self.init(context.debugDescription, at: context.codingPath.formPath)
    @unknown default: self.init("does not fit", at: "")
    }
  }
}
