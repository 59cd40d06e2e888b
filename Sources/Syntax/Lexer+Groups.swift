import Diagnostics

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
