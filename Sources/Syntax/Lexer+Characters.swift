import Diagnostics

extension Lexer {
  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func isDigit(at offset: Int) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(at: offset)) }

  /// The number of bytes of the scalar that starts at an offset; the input is a string and thus valid UTF-8.
  func scalarLength(at offset: Int) -> Int {
    switch byte(at: offset) {
    case 0x00..<0xC0: 1
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
  }

  /// The scalar at an offset, or nil at the end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] < 0x80 { return Unicode.Scalar(bytes[offset]) }
    return text(offset..<min(bytes.count, offset + scalarLength(at: offset))).unicodeScalars.first
  }

  func isNameStart(at offset: Int) -> Bool {
    guard let scalar = scalar(at: offset) else { return false }
    return Self.isNameStart(scalar)
  }

  func isNameContinuation(at offset: Int) -> Bool {
    guard let scalar = scalar(at: offset) else { return false }
    return Self.isNameContinuation(scalar)
  }

  /// `*` stands for any characters in a pattern, `?` for exactly one.
  func isPatternCharacter(at offset: Int) -> Bool {
    isNameContinuation(at: offset) || byte(at: offset) == UInt8(ascii: "*") || byte(at: offset) == UInt8(ascii: "?")
  }

  static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    default: !scalar.isASCII && scalar.properties.isXIDStart
    }
  }

  static func isNameContinuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_", "0"..."9": true
    default: !scalar.isASCII && scalar.properties.isXIDContinue
    }
  }

  /// Whether a text can be written as a name without backticks.
  static func isPlainName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isNameStart(first) else { return false }
    return text.unicodeScalars.allSatisfy(isNameContinuation) && ReservedWord(rawValue: text) == nil
      && ForeignLiteral(text) == nil
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func span(_ lower: Int, _ upper: Int) -> Span { Span(source: source, lower: lower, upper: upper) }

  func span(from lower: Int) -> Span { span(lower, max(lower, position)) }

  /// The offset at which the line of `position` ends.
  func lineEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
    return end
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: Span, _ label: String = "", labels: [Label] = [],
    notes: [String] = [], help: String? = nil, fixIts: [FixIt] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, message, at: Label(span, label), labels: labels, notes: notes, help: help, fixIts: fixIts))
  }
}
