import Diagnostics

/// Cuts a script into tokens. It never fails: what it cannot read becomes a diagnostic and is left out.
///
/// Newlines are resolved here: a `.newline` token ends a statement or, inside braces, an item.
struct Lexer {
  struct Result {
    var tokens: [Token]
    var comments: [Comment]
    var diagnostics: [Diagnostic]
    /// The opening brackets, by their places among the tokens, that nothing closes.
    var unclosed: Set<Int>
  }

  struct OpenBracket {
    let symbol: Symbol
    /// Its place among the tokens.
    let index: Int
    /// Whether names inside are patterns of a set of columns.
    let holdsSelector: Bool
  }

  let bytes: [UInt8]
  let source: SourceID
  var position = 0
  var tokens: [Token] = []
  var comments: [Comment] = []
  var diagnostics: [Diagnostic] = []
  var brackets: [OpenBracket] = []
  var unclosed: Set<Int> = []
  /// What stands between the last token and `position`.
  var gap = Gap()

  struct Gap {
    var hasSpace = false
    var hasNewline = false
    var hasBlankLine = false
  }

  static func run(_ text: String, source: SourceID) -> Result {
    var lexer = Lexer(bytes: Array(text.utf8), source: source)
    lexer.skipByteOrderMark()
    while lexer.step() {}
    return Result(
      tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics, unclosed: lexer.unclosed)
  }

  private init(bytes: [UInt8], source: SourceID) { (self.bytes, self.source) = (bytes, source) }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Reads one token with what stands before it; false at the end.
  private mutating func step() -> Bool {
    skipTrivia()
    if gap.hasNewline || position == bytes.count { endLineIfDue() }
    guard position < bytes.count else {
      unclosed.formUnion(brackets.map(\.index))
      append(.end, from: position)
      return false
    }
    if !lexSelectorAtom() { lexToken() }
    return true
  }

  private mutating func lexToken() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""): lexString()
    case UInt8(ascii: "`"): lexQuotedName()
    case UInt8(ascii: "'"): lexSingleQuoted()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
    case UInt8(ascii: ".") where isDigit(at: position + 1): lexNumber()
    default:
      if isNameStart(at: position) { lexWord() } else { lexSymbol() }
    }
  }

  private mutating func lexWord() {
    let start = position
    while isNameContinuation(at: position) { position += scalarLength(at: position) }
    append(.word(text(start..<position)), from: start)
  }

  /// Appends a token that ends at `position`.
  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(
      Token(
        kind: kind, lower: start, upper: position, isTight: !gap.hasSpace && !gap.hasNewline && !tokens.isEmpty,
        startsLine: gap.hasNewline || tokens.isEmpty, hasBlankLineAbove: gap.hasBlankLine))
    gap = Gap()
  }

  /// Names behind `@` and inside its parentheses are patterns, in which `*` and `?` are no operators.
  private mutating func lexSelectorAtom() -> Bool {
    let isBehindAt = tokens.last?.kind == .symbol(.at) && !gap.hasSpace && !gap.hasNewline
    guard isBehindAt || brackets.last?.holdsSelector == true else { return false }
    let start = position
    if bytes[position] == UInt8(ascii: "/") {
      lexRegex()
      return true
    }
    while isPatternCharacter(at: position) { position += scalarLength(at: position) }
    guard position > start else { return false }
    append(.glob(text(start..<position)), from: start)
    return true
  }
}
