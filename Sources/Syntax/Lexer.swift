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

extension Lexer {
  /// Skips spaces, newlines and comments, and notes what was there.
  mutating func skipTrivia() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        position += 1
        gap.hasSpace = true
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): skipNewline()
      case UInt8(ascii: "#"): lexComment()
      default: return
      }
    }
  }

  private mutating func skipNewline() {
    let isPair = bytes[position] == UInt8(ascii: "\r") && byte(at: position + 1) == UInt8(ascii: "\n")
    position += isPair ? 2 : 1
    if gap.hasNewline { gap.hasBlankLine = true }
    gap.hasNewline = true
  }

  private mutating func lexComment() {
    let start = position
    position = lineEnd(from: position)
    var content = text(start + 1..<position)
    // By scalar: a combining mark behind the space would make one character with it.
    if content.unicodeScalars.first == " " { content.unicodeScalars.removeFirst() }
    while let last = content.last, last == " " || last == "\t" { content.removeLast() }
    comments.append(
      Comment(
        text: content.isEmpty ? " " : content, lower: start, upper: position,
        ownsLine: gap.hasNewline || tokens.isEmpty, hasBlankLineAbove: gap.hasBlankLine))
    (gap.hasBlankLine, gap.hasSpace) = (false, true)
    // A comment's own newline must not count as a blank line; the newline that ends it is the first again.
    if gap.hasNewline, position < bytes.count { skipCommentNewline() }
  }

  private mutating func skipCommentNewline() {
    gap.hasNewline = false
    skipNewline()
  }

  /// Appends a `.newline` where the line that was just left is the end of a statement or of an item.
  mutating func endLineIfDue() {
    guard let last = tokens.last, last.kind != .newline else { return }
    let startsNewStatement = nextLineBinds() && ![.symbol(.comma), .symbol(.openParenthesis)].contains(last.kind)
    let next = byte(at: position)
    if let innermost = brackets.last, innermost.symbol != .openBrace {
      let closesBrace = next == UInt8(ascii: "}") && brackets.contains { $0.symbol == .openBrace }
      guard startsNewStatement || next == UInt8(ascii: "|") || closesBrace else { return }
      // No operand starts like this: the bracket was forgotten, and the damage ends here.
      closeBrackets { $0.symbol == .openBrace }
    }
    if continuesLine(last), !startsNewStatement, position < bytes.count { return }
    if next == UInt8(ascii: "|") { return }
    tokens.append(
      Token(
        kind: .newline, lower: last.upper, upper: last.upper, isTight: false, startsLine: false,
        hasBlankLineAbove: false))
  }

  private func continuesLine(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol): symbol.continuesLine
    case .word(let word): ReservedWord(rawValue: word)?.continuesLine ?? false
    default: false
    }
  }

  /// Whether the text at `position` reads `NAME =`.
  private func nextLineBinds() -> Bool {
    guard isNameStart(at: position) else { return false }
    var offset = position
    while isNameContinuation(at: offset) { offset += scalarLength(at: offset) }
    while byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
    return byte(at: offset) == UInt8(ascii: "=") && byte(at: offset + 1) != UInt8(ascii: "=")
  }

  /// Gives up open brackets from the inside until one satisfies the condition or none is left.
  mutating func closeBrackets(until isOuter: (OpenBracket) -> Bool) {
    while let last = brackets.last, !isOuter(last) {
      unclosed.insert(last.index)
      brackets.removeLast()
    }
  }
}
