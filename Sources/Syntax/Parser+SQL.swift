import Diagnostics

extension Parser {
  /// What to write for SQL's `BETWEEN a AND b` at the cursor.
  func between() -> (help: String, fixIts: [FixIt]) {
    guard let conjunction = word(peek(2)), conjunction.lowercased() == "and", peek(3).upper > peek(2).upper else {
      return ("write `x in 1..5`", [])
    }
    let range = "in \(text(span(peek(1))))..\(text(span(peek(3))))"
    return ("write `\(range)`; both ends belong to it", [FixIt(span(token).joined(with: span(peek(3))), range)])
  }

  /// What to write for SQL's `LIKE "A%"` at the cursor.
  func like() -> (help: String, fixIts: [FixIt]) {
    guard case .string(let pieces) = peek().kind, let pattern = Expression.text(of: pieces) else {
      return ("write `x ~ /^A/`, or `contains(x, \"A\")`", [])
    }
    let match = "~ " + Formatter.regex(Self.regex(like: pattern))
    return ("write `\(match)`", [FixIt(span(token).joined(with: span(peek())), match)])
  }

  /// The regex that matches what a pattern of `LIKE` does: `%` is any text and `_` any character.
  private static func regex(like pattern: String) -> String {
    var inner = Substring(pattern)
    let (isPrefix, isSuffix) = (!inner.hasPrefix("%"), !inner.hasSuffix("%"))
    if !isPrefix { inner.removeFirst() }
    if !isSuffix, !inner.isEmpty { inner.removeLast() }
    let body = inner.map { character in
      switch character {
      case "%": ".*"
      case "_": "."
      case ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "^", "$", "|", "\\": "\\\(character)"
      default: String(character)
      }
    }.joined()
    return (isPrefix ? "^" : "") + body + (isSuffix ? "$" : "")
  }
}
