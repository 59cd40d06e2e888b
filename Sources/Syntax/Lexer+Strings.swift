import Diagnostics

extension Lexer {
  /// A string in double quotes, with escapes and `{$name}`.
  mutating func lexString() {
    let start = position
    position += 1
    var pieces: [Expression.StringPiece] = []
    var content: [UInt8] = []
    func flush() {
      if !content.isEmpty { pieces.append(.text(String(decoding: content, as: UTF8.self))) }
      content = []
    }
    while position < bytes.count, !isLineBreak(position) {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        flush()
        append(.string(pieces), from: start)
        return
      case UInt8(ascii: "\\"): content += lexEscape(in: start)
      case UInt8(ascii: "{") where byte(at: position + 1) == UInt8(ascii: "$"):
        if let names = lexInterpolation() {
          flush()
          pieces.append(.scalar(names))
        }
      case UInt8(ascii: "{"):
        if let (name, end) = columnInsertion() {
          flush()
          pieces.append(.column(name))
          position = end
        } else {
          content.append(bytes[position])
          position += 1
        }
      default:
        checkControl()
        content.append(bytes[position])
        position += 1
      }
    }
    reportUnterminated("this string does not end in its line", from: start, closing: "\"")
  }

  /// The bytes that an escape at `position` stands for.
  private mutating func lexEscape(in string: Int) -> [UInt8] {
    let start = position
    position += 1
    let byte = byte(at: position)
    guard position < bytes.count, !isLineBreak(position) else { return [] }
    position += scalarLength(at: position)
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): return [byte]
    case UInt8(ascii: "u"): return lexScalarEscape(from: start)
    default:
      reportEscape(from: start, in: string)
      return Array(bytes[start..<position])
    }
  }

  /// Reports what is no escape: once for a string, because where one backslash is meant as such all of them are.
  private mutating func reportEscape(from start: Int, in string: Int) {
    if let last = diagnostics.last?.primary?.span, last.lower > string { return }
    var end = string + 1
    while end < bytes.count, !isLineBreak(end), bytes[end] != UInt8(ascii: "\"") { end += 1 }
    let typed = text(string + 1..<end)
    let path = typed.replacing("\\", with: "/")
    report(
      SyntaxCodes.unterminated, "`\(text(start..<position))` is not an escape", at: span(from: start),
      help: "write a backslash as `\\\\`; in a path use `/`: `\"\(path)\"`",
      fixIts: [FixIt(span(string + 1, end), typed.replacing("\\", with: "\\\\"))])
  }

  /// `\u{1F600}`
  private mutating func lexScalarEscape(from start: Int) -> [UInt8] {
    var digits = position
    if byte(at: position) == UInt8(ascii: "{") {
      position += 1
      digits = position
      while Self.isHexDigit(byte(at: position)) { position += 1 }
      let value = UInt32(text(digits..<position), radix: 16)
      if byte(at: position) == UInt8(ascii: "}"), let value, let scalar = Unicode.Scalar(value) {
        position += 1
        return Array(String(Character(scalar)).utf8)
      }
    }
    report(
      SyntaxCodes.unterminated, "this is not a character's number", at: span(from: start),
      help: "write the number in hexadecimal between braces, such as `\\u{E9}`")
    return []
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// `{$data}` or `{$cv1.auc}` at `position`; nil after a report.
  private mutating func lexInterpolation() -> [Name]? {
    let start = position
    position += 2
    var names: [Name] = []
    while isNameStart(at: position) {
      let nameStart = position
      while isNameContinuation(at: position) { position += scalarLength(at: position) }
      names.append(Name(text(nameStart..<position), span(nameStart, position)))
      if byte(at: position) == UInt8(ascii: "}") {
        position += 1
        return names
      }
      guard byte(at: position) == UInt8(ascii: ".") else { break }
      position += 1
    }
    report(
      SyntaxCodes.unterminated, "this insertion is not complete", at: span(from: start),
      help: "write `{$name}` or `{$name.field}`; for the characters themselves write `\\{$`")
    return nil
  }

  /// `{AGE}` or a name in backticks between braces at `position`, and where it ends; nil where the brace is just one.
  private func columnInsertion() -> (name: Name, end: Int)? {
    let start = position + 1
    var end = start
    guard byte(at: start) == UInt8(ascii: "`") else {
      while isNameContinuation(at: end) { end += scalarLength(at: end) }
      let word = text(start..<end)
      guard byte(at: end) == UInt8(ascii: "}"), Self.isPlainName(word) else { return nil }
      return (Name(word, span(start, end)), end + 1)
    }
    var word: [UInt8] = []
    end += 1
    while end < bytes.count, !isLineBreak(end), bytes[end] != UInt8(ascii: "\""), bytes[end] >= 0x20 {
      if bytes[end] == UInt8(ascii: "`") {
        if byte(at: end + 1) == UInt8(ascii: "}"), !word.isEmpty {
          return (Name(String(decoding: word, as: UTF8.self), span(start, end + 1), isQuoted: true), end + 2)
        }
        guard byte(at: end + 1) == UInt8(ascii: "`") else { return nil }
        end += 1
      }
      word.append(bytes[end])
      end += 1
    }
    return nil
  }

  /// `'x'`: SQL's and Python's strings.
  mutating func lexSingleQuoted() {
    let start = position
    position += 1
    while position < bytes.count, !isLineBreak(position), bytes[position] != UInt8(ascii: "'") { position += 1 }
    guard byte(at: position) == UInt8(ascii: "'") else {
      position = start + 1
      skipUnread(from: start, "`'` has no meaning here", help: "strings stand in double quotes: `\"text\"`")
      return
    }
    let content = text(start + 1..<position)
    position += 1
    reportForeignQuotes(from: start, content)
  }

  /// Reads a string in other quotes as if it stood in `"`.
  mutating func reportForeignQuotes(from start: Int, _ content: String) {
    let escaped = content.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) }
    let place = span(from: start)
    report(
      SyntaxCodes.spelling, "strings stand in double quotes", at: place, help: "write `\"\(escaped)\"`",
      fixIts: [FixIt(place, "\"\(escaped)\"")])
    append(.string(content.isEmpty ? [] : [.text(content)]), from: start)
  }

  /// Reports something without a meaning that lies between `start` and `position`, and leaves it out.
  mutating func skipUnread(from start: Int, _ message: String, help: String?, replacement: String = "") {
    let place = span(from: start)
    report(SyntaxCodes.character, message, at: place, help: help, fixIts: [FixIt(place, replacement)])
    gap.hasSpace = true
  }
}
