/// A piece of a script: what the lexer hands to the parser.
struct Token: Sendable {
  enum Kind: Equatable, Sendable {
    /// A name or a reserved word; which of the two depends on where it stands.
    case word(String)
    /// A name in backticks, without them.
    case quotedName(String)
    /// A whole number up to 2⁶³, which is read only behind a minus sign.
    case int(UInt64)
    case float(Double, text: String)
    case string([Expression.StringPiece])
    case regex(String)
    /// What stands behind `@` or in a set of columns: `AMT_*`, `num`.
    case glob(String)
    case symbol(Symbol)
    /// The end of a statement's line, or of an item's line inside braces.
    case newline
    case end
    /// A value that could not be read; a diagnostic says why.
    case invalid
  }

  let kind: Kind
  let lower: Int
  let upper: Int
  /// Whether nothing stands between the token before and this one.
  let isTight: Bool
  /// Whether this is the first token of its line.
  let startsLine: Bool
  /// Whether a blank line stands directly above.
  let hasBlankLineAbove: Bool
}

/// Operators and punctuation.
enum Symbol: String, Sendable, CaseIterable {
  case pipe = "|", comma = ",", colon = ":", assign = "=", at = "@", dollar = "$", dot = "."
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case plus = "+", minus = "-", star = "*", slash = "/", percent = "%"
  case tilde = "~", coalesce = "??", range = "..", ampersand = "&", power = "^"
  case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
  case openBrace = "{", closeBrace = "}"

  /// Whether a statement goes on in the next line when its line ends in this symbol.
  var continuesLine: Bool {
    switch self {
    case .colon, .at, .dollar, .dot, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace,
      .closeBrace:
      false
    default: true
    }
  }

  /// The bracket that closes this one.
  var closing: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }
}

/// A comment with the place it had.
struct Comment: Sendable {
  /// Without `#` and the space behind it; a single space for an empty comment.
  let text: String
  let lower: Int
  let upper: Int
  /// Whether nothing but the comment stands in its line.
  let ownsLine: Bool
  let hasBlankLineAbove: Bool
}
