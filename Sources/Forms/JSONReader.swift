/// Reads JSON texts (RFC 8259). Nesting is bounded, so no text can exhaust the stack.
package struct JSONReader {
  /// How exactly a text has to be JSON.
  package enum Rules: Sendable {
    /// What this program has written itself, and people may have edited.
    case own
    /// What strangers send: numbers, blanks and texts as RFC 8259 has them, and UTF-8 throughout.
    case strict
  }

  private let bytes: [UInt8]
  private let rules: Rules
  private var place = 0
  private static let greatestDepth = 256

  private init(_ bytes: [UInt8], _ rules: Rules) { (self.bytes, self.rules) = (bytes, rules) }

  /// Nil for what is no JSON.
  package static func read(_ bytes: [UInt8]) -> JSONValue? { try? parse(bytes) }

  package static func read(_ text: some StringProtocol) -> JSONValue? { read(Array(text.utf8)) }

  /// - Throws: ``FormError`` with the place where the text is no JSON.
  package static func parse(_ bytes: [UInt8], as rules: Rules = .own) throws(FormError) -> JSONValue {
    var reader = JSONReader(bytes, rules)
    if let value = reader.value(depth: 0) {
      reader.skipSpace()
      if reader.place == bytes.count { return value }
    }
    throw reader.error
  }

  private var error: FormError {
    let read = bytes[..<min(place, bytes.count)]
    let line = read.count { $0 == 0x0A } + 1
    let start = read.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let character = String(decoding: bytes[start..<read.endIndex], as: UTF8.self).unicodeScalars.count + 1
    return FormError(
      place >= bytes.count ? "the text breaks off" : "this is no JSON", at: "line \(line), character \(character)")
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) {
      if rules == .strict, byte == 0x0B || byte == 0x0C { return }
      place += 1
    }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard let next, next == byte.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard bytes[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    skipSpace()
    guard depth < Self.greatestDepth, let first = next else { return nil }
    switch first {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
    case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
    default: return number()
    }
  }

  /// A whole number where it has neither point nor exponent; nothing where it is larger than its type.
  private mutating func number() -> JSONValue? {
    let start = place
    var isWhole = true
    scan: while let byte = next {
      switch byte {
      case UInt8(ascii: "-"), 0x30...0x39: break
      case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      default: break scan
      }
      place += 1
    }
    if rules == .strict, !Self.isNumber(bytes[start..<place]) {
      place = start
      return nil
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    let value: JSONValue? = isWhole ? Int(text).map { .int($0) }
      : Double(text).flatMap { $0.isFinite ? .double($0) : nil }
    if value == nil, place < bytes.count { place = start }
    return value
  }

  /// Whether digits, point and exponent stand as RFC 8259 §6 has them.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0"), whole = digits()
    if whole == 0 || (startsWithZero && whole > 1) { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() == 0 { return false }
    }
    if let byte = rest.first, byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  private mutating func array(depth: Int) -> JSONValue? {
    guard take("[") else { return nil }
    if take("]") { return .array([]) }
    // Floats are kept without a value for each, as long as there is nothing else.
    var elements: [JSONValue] = [], numbers: [Double] = []
    repeat {
      guard let element = value(depth: depth + 1) else { return nil }
      if elements.isEmpty, let number = element.listedNumber(isFirst: numbers.isEmpty) {
        numbers.append(number)
        continue
      }
      if elements.isEmpty, !numbers.isEmpty {
        elements = numbers.map { $0.isFinite ? .double($0) : .text(JSONValue.spelling(ofNonFinite: $0)) }
        numbers = []
      }
      elements.append(element)
    } while take(",")
    guard take("]") else { return nil }
    return numbers.isEmpty ? .array(elements) : .numbers(numbers)
  }

  private mutating func object(depth: Int) -> JSONValue? {
    guard take("{") else { return nil }
    var members: [JSONValue.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard let name = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append(JSONValue.Member(name: name, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    place += 1
    // Most texts have no escapes, and are taken as they stand.
    let start = place
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
    var out: [UInt8] = []
    if next == UInt8(ascii: "\"") {
      place += 1
      let plain = bytes[start..<place - 1]
      return rules == .strict ? String(validating: plain, as: UTF8.self) : String(decoding: plain, as: UTF8.self)
    }
    out += bytes[start..<place]
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        return rules == .strict
          ? String(validating: out, as: UTF8.self) : String(decoding: out, as: UTF8.self)
      case 0..<0x20 where rules == .strict: return nil
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        out += Array(String(scalar).utf8)
      default: out.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return unicode()
    default:
      let isKnown = [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte)
      return isKnown || rules == .own ? Unicode.Scalar(byte) : nil
    }
  }

  /// Four hexadecimal digits, and the second half of a surrogate pair behind the first.
  private mutating func unicode() -> Unicode.Scalar? {
    guard let high = hexadecimal() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard take(word: "\\u"), let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    defer { place += 4 }
    let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
    return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
  }
}

extension JSONValue {
  /// The element of an array of floats. An array does not start with one that is spelled out, as a text may be meant.
  fileprivate func listedNumber(isFirst: Bool) -> Double? {
    switch self {
    case .double(let value): value
    case .text(let text) where !isFirst: JSONValue.nonFinite(text)
    default: nil
    }
  }

  /// The number that is spelled out in a text.
  static func nonFinite(_ text: String) -> Double? {
    switch text {
    case "nan": .nan
    case "inf": .infinity
    case "-inf": -.infinity
    default: nil
    }
  }
}
