import Kernels

/// What is wrong with a text as JSON, and where.
struct JSONFault: Error {
  let offset: Int
  let sentence: String
  var help: String?
}

/// A value of an object: what it is, and where it stands.
struct ScannedValue {
  enum Kind {
    case null, yes, no, number
    /// The place is that of the characters between the quotes.
    case string
    case escapedString
    /// An object or an array.
    case nested
  }

  let kind: Kind
  let start: Int
  let end: Int
}

/// Finds the values of objects, RFC 8259, without reading them.
struct JSONScanner {
  let bytes: FileBytes
  private(set) var offset: Int
  let end: Int

  init(_ bytes: FileBytes, _ range: Range<Int>) {
    (self.bytes, offset, end) = (bytes, range.lowerBound, range.upperBound)
  }

  /// The byte at the offset; 0 at the end.
  private var current: UInt8 { offset < end ? bytes[offset] : 0 }

  private func fault(_ sentence: String, help: String? = nil) -> JSONFault {
    JSONFault(offset: offset, sentence: sentence, help: help)
  }

  /// Skips spaces, and line ends too where asked to; false at the end.
  @discardableResult
  mutating func skipSpace(andLines: Bool = false) -> Bool {
    while offset < end {
      let byte = bytes[offset]
      let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0D || andLines && byte == 0x0A
      if !isSpace { return true }
      offset += 1
    }
    return false
  }

  /// Reads one object and the end of its line; `take` gets each key, a string, with its value.
  mutating func readObject(_ take: (ScannedValue, ScannedValue) throws(JSONFault) -> Void) throws(JSONFault) {
    guard current == UInt8(ascii: "{") else {
      let isArray = current == UInt8(ascii: "[")
      throw fault(
        isArray ? "this is an array where an object is needed" : "an object starts with a brace",
        help: "write one object a line: {\"a\": 1, \"b\": \"x\"}")
    }
    offset += 1
    skipSpace()
    if current == UInt8(ascii: "}") { return try endLine() }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw unfinished("a key in quotes is missing here") }
      let key = try readString()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw unfinished("a colon is missing here") }
      offset += 1
      skipSpace()
      try take(key, try readValue())
      skipSpace()
      let mark = current
      guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: "}") else {
        throw unfinished("a comma or the closing brace is missing here")
      }
      offset += 1
      if mark == UInt8(ascii: "}") { break }
    }
    offset -= 1
    try endLine()
  }

  private func unfinished(_ sentence: String, help: String? = nil) -> JSONFault {
    let isLineEnd = offset >= end || current == 0x0A
    guard isLineEnd else { return fault(sentence, help: help) }
    return fault("the object does not end on its line", help: "write each object on one line")
  }

  /// Leaves the closing brace, and finds nothing else before the end of the line.
  private mutating func endLine() throws(JSONFault) {
    offset += 1
    skipSpace()
    guard offset >= end || current == 0x0A else {
      throw fault("only the end of the line, or a comma in an array, may follow an object")
    }
  }

  private mutating func readValue() throws(JSONFault) -> ScannedValue {
    switch current {
    case UInt8(ascii: "\""): return try readString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try skipNested()
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "t"): return try readWord("true", .yes)
    case UInt8(ascii: "f"): return try readWord("false", .no)
    default: return try readNumber()
    }
  }

  private mutating func readWord(_ word: StaticString, _ kind: ScannedValue.Kind) throws(JSONFault) -> ScannedValue {
    let start = offset
    let length = word.utf8CodeUnitCount
    let text = bytes.bytes(start..<min(end, start + length))
    guard String(decoding: text, as: UTF8.self) == word.description else { throw fault("this is no value of JSON") }
    offset += length
    return ScannedValue(kind: kind, start: start, end: offset)
  }

  private mutating func skipDigits() -> Bool {
    let start = offset
    while offset < end, bytes[offset] &- 0x30 < 10 { offset += 1 }
    return offset > start
  }

  private mutating func readNumber() throws(JSONFault) -> ScannedValue {
    let start = offset
    if current == UInt8(ascii: "-") { offset += 1 }
    let isZero = current == UInt8(ascii: "0")
    guard skipDigits() else {
      offset = start
      throw unfinished("this is no value of JSON", help: "write null for a number that is missing or not finite")
    }
    let wholeDigits = offset - start - (bytes[start] == UInt8(ascii: "-") ? 1 : 0)
    guard !isZero || wholeDigits == 1 else {
      offset = start
      throw fault("a number does not start with a zero", help: "write identifiers in quotes")
    }
    if current == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits() else { throw fault("a digit is missing after the point") }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits() else { throw fault("a digit is missing in the exponent") }
    }
    return ScannedValue(kind: .number, start: start, end: offset)
  }

  private mutating func readString() throws(JSONFault) -> ScannedValue {
    let start = offset + 1
    offset = start
    var isEscaped = false
    while offset < end {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return ScannedValue(kind: isEscaped ? .escapedString : .string, start: start, end: offset - 1)
      }
      if byte < 0x20, byte != 0x0A { throw fault("a control character stands in a string") }
      if byte == 0x0A { break }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        offset += 1
        try checkEscape()
      }
      offset += 1
    }
    offset = start - 1
    throw fault("this quote is not closed on its line")
  }

  /// Checks the character after a backslash, and leaves the offset on the last one of the escape.
  private mutating func checkEscape() throws(JSONFault) {
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return
    case UInt8(ascii: "u"):
      for _ in 0..<4 {
        offset += 1
        guard JSONText.digit(current) != nil else { throw fault("\\u takes four hexadecimal digits") }
      }
    default: throw fault("JSON has no such escape")
    }
  }

  private mutating func skipNested() throws(JSONFault) -> ScannedValue {
    let start = offset
    var depth = 0
    while offset < end, current != 0x0A {
      switch current {
      case UInt8(ascii: "\""):
        _ = try readString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      offset += 1
      if depth == 0 { return ScannedValue(kind: .nested, start: start, end: offset) }
    }
    offset = start
    throw fault("this is not closed on its line", help: "write each object on one line")
  }
}
