import Diagnostics

extension Lexer {
  /// A number: digits, a fraction, an exponent. `1..5` is a range and not the number `1.`.
  mutating func lexNumber() {
    let start = position
    skipDigits()
    let groupsEnd = endOfGroups(from: position, firstDigits: position - start)
    if let groupsEnd { position = groupsEnd }
    var isWhole = true
    if byte(at: position) == UInt8(ascii: "."), isDigit(at: position + 1) {
      isWhole = false
      position += 1
      skipDigits()
    }
    if let exponentEnd = exponentEnd() {
      isWhole = false
      position = exponentEnd
    }
    if groupsEnd != nil, !isNameStart(at: position) {
      reportGroups(from: start)
    } else if isNameStart(at: position) {
      reportUnit(from: start)
    } else if byte(at: start) == UInt8(ascii: ".") {
      let fixed = "0" + text(start..<position)
      reportNumber(from: start, "a number starts with a digit", help: "write `\(fixed)`", replacement: fixed)
    } else if isWhole {
      appendWhole(from: start)
    } else {
      appendFloat(from: start)
    }
  }

  private mutating func skipDigits() {
    while isDigit(at: position) { position += 1 }
  }

  private func exponentEnd() -> Int? {
    guard byte(at: position) | 0x20 == UInt8(ascii: "e") else { return nil }
    let sign = byte(at: position + 1)
    var offset = position + (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 2 : 1)
    guard isDigit(at: offset) else { return nil }
    while isDigit(at: offset) { offset += 1 }
    return offset
  }

  private mutating func appendWhole(from start: Int) {
    guard let value = UInt64(text(start..<position)), value <= UInt64(Int64.max) + 1 else {
      let digits = text(start..<position)
      reportNumber(
        from: start, "this whole number is too large",
        help: "whole numbers end at \(Int64.max); as a decimal number write `\(digits).0`", replacement: digits + ".0")
      return
    }
    append(.int(value), from: start)
  }

  private mutating func appendFloat(from start: Int) {
    let typed = text(start..<position)
    guard let value = Double(typed), value.isFinite else {
      reportNumber(
        from: start, "this number is too large", help: "the largest number is about 1.8e308", replacement: nil)
      return
    }
    append(.float(value, text: typed), from: start)
  }

  /// `10k`, `1_000`, `0x1F`: the letters behind a number belong to it in the writer's mind.
  private mutating func reportUnit(from start: Int) {
    while isNameContinuation(at: position) { position += scalarLength(at: position) }
    let typed = text(start..<position)
    let plain = typed.filter { $0 != "_" }
    if plain.allSatisfy({ $0.isASCII && $0.isNumber }) {
      reportNumber(
        from: start, "digits stand without separators between them", help: "write `\(plain)`", replacement: plain)
    } else {
      reportNumber(
        from: start, "`\(typed)` is no number, and no name can start with a digit",
        help: "if it is a column, write it in backticks: `` `\(typed)` ``", replacement: "`\(typed)`")
    }
  }

  mutating func reportNumber(from start: Int, _ message: String, help: String, replacement: String?) {
    let place = span(from: start)
    report(
      SyntaxCodes.number, message, at: place, help: help, fixIts: replacement.map { [FixIt(place, $0)] } ?? [])
    append(.invalid, from: start)
  }

  /// A name in backticks; a backtick inside is written twice.
  mutating func lexQuotedName() {
    let start = position
    var content: [UInt8] = []
    position += 1
    while position < bytes.count, !isLineBreak(position) {
      if bytes[position] == UInt8(ascii: "`") {
        if byte(at: position + 1) != UInt8(ascii: "`") {
          position += 1
          append(.quotedName(String(decoding: content, as: UTF8.self)), from: start)
          if content.isEmpty { reportEmptyName(at: span(start, position)) }
          return
        }
        position += 1
      }
      checkControl()
      content.append(bytes[position])
      position += 1
    }
    reportUnterminated("this name in backticks does not end in its line", from: start, closing: "`")
  }

  private mutating func reportEmptyName(at place: Span) {
    report(SyntaxCodes.unterminated, "a name cannot be empty", at: place, help: "write the name between the backticks")
  }

  /// A regex between slashes; a slash inside is written `\/`.
  mutating func lexRegex() {
    let start = position
    var content: [UInt8] = []
    position += 1
    while position < bytes.count, !isLineBreak(position) {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/") {
        position += 1
        append(.regex(String(decoding: content, as: UTF8.self)), from: start)
        return
      }
      checkControl()
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count, !isLineBreak(position + 1) {
        if bytes[position + 1] != UInt8(ascii: "/") { content.append(byte) }
        position += 1
      }
      content.append(bytes[position])
      position += 1
    }
    if reportPath(behind: start) { return }
    reportUnterminated("this regex does not end in its line", from: start, closing: "/")
  }

  /// `~/data/x.csv` without quotes reads as a regex that does not end. False where it is none of these.
  private mutating func reportPath(behind slash: Int) -> Bool {
    guard let tilde = tokens.last, tilde.kind == .symbol(.tilde), tilde.upper == slash else { return false }
    let marks = Array("./-_".utf8)
    var end = slash
    while end < bytes.count, isDigit(at: end) || isLetter(bytes[end]) || marks.contains(bytes[end]) { end += 1 }
    guard end == position, bytes[slash..<end].contains(UInt8(ascii: ".")) else { return false }
    let path = "\"\(text(tilde.lower..<end))\"", place = span(tilde.lower, end)
    report(
      SyntaxCodes.unterminated, "a path stands in quotes", at: place, "a regex would end with `/`",
      help: "write `\(path)`", fixIts: [FixIt(place, path)])
    return true
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  mutating func reportUnterminated(_ message: String, from start: Int, closing: String) {
    let end = span(position, position)
    report(
      SyntaxCodes.unterminated, message, at: span(start, start + 1), "it begins here",
      labels: [Label(end, "no `\(closing)` up to here")], help: "add a closing `\(closing)`",
      fixIts: [FixIt(end, closing)])
    append(.invalid, from: start)
  }

  func isLineBreak(_ offset: Int) -> Bool {
    byte(at: offset) == UInt8(ascii: "\n") || byte(at: offset) == UInt8(ascii: "\r")
  }

  /// Reports a control character inside a literal at `position`; a tab is allowed.
  mutating func checkControl() {
    let byte = byte(at: position)
    guard byte < 0x20 && byte != 0x09 || byte == 0x7F else { return }
    let place = span(position, position + 1)
    report(
      SyntaxCodes.character, "the control character \(Self.codePoint(Unicode.Scalar(byte))) cannot stand here",
      at: place, help: "remove it, or write it in a string as `\\u{\(String(byte, radix: 16, uppercase: true))}`",
      fixIts: [FixIt(place, "")])
  }

  /// `U+00A0`
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Numbers with spaces between groups of three digits, as tables show them and people paste them.
extension Lexer {
  /// What can stand between two groups: a space, one that keeps a line together, a thin one, one that is both.
  private static let spaces: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{2009}", "\u{202F}"]

  /// Where the groups end that follow a number's first digits; nil where none do. A group has three digits, and nothing
  /// that makes it a number or a name of another kind stands behind it.
  ///
  /// No statement has two numbers with nothing but a space between them.
  func endOfGroups(from start: Int, firstDigits: Int) -> Int? {
    guard (1...3).contains(firstDigits) else { return nil }
    var end = start
    while let next = endOfGroup(at: end) { end = next }
    return end > start ? end : nil
  }

  private func endOfGroup(at offset: Int) -> Int? {
    guard let scalar = scalar(at: offset), Self.spaces.contains(scalar) else { return nil }
    let digits = offset + scalarLength(at: offset)
    guard (digits..<digits + 3).allSatisfy(isDigit), !isNameContinuation(at: digits + 3) else { return nil }
    return digits + 3
  }

  /// Reports a number of groups that ends at `position`, and what to write. It is no number: a comma may have been
  /// forgotten as well.
  mutating func reportGroups(from start: Int) {
    let typed = text(start..<position)
    let plain = String(typed.unicodeScalars.filter { !Self.spaces.contains($0) })
    reportNumber(
      from: start, "digits stand without spaces between them",
      help: "write `\(plain)`; between two numbers stands a comma", replacement: plain)
  }
}
