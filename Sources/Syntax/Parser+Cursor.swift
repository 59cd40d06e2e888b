import Diagnostics

extension Parser {
  var token: Token { tokens[index] }

  func peek(_ distance: Int = 1) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  var isAtEnd: Bool { token.kind == .end }

  var isAtLineEnd: Bool { token.kind == .newline || token.kind == .end }

  func isAt(_ symbol: Symbol) -> Bool { token.kind == .symbol(symbol) }

  func isAt(_ word: ReservedWord) -> Bool { token.kind == .word(word.rawValue) }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(_ word: ReservedWord) -> Bool {
    guard isAt(word) else { return false }
    advance()
    return true
  }

  mutating func skipNewlines() {
    while token.kind == .newline { advance() }
  }

  func span(_ token: Token) -> Span { Span(source: source, lower: token.lower, upper: token.upper) }

  /// Where the token before ends.
  var previousEnd: Int { index > 0 ? tokens[index - 1].upper : token.lower }

  /// From a token's start to the end of what was read.
  func span(from lower: Int) -> Span { Span(source: source, lower: lower, upper: max(lower, previousEnd)) }

  /// The place to point at when something is missing before the current token.
  var gapSpan: Span {
    if !isAtLineEnd { return span(token) }
    return Span(source: source, lower: previousEnd, upper: previousEnd)
  }

  /// What was typed in a span.
  func text(_ span: Span) -> String { String(decoding: bytes[span.lower..<span.upper], as: UTF8.self) }

  /// What was typed from an offset to the end of the stage that is being read, in one line.
  func textToStageEnd(from lower: Int) -> String {
    var end = index
    while ![.newline, .end, .symbol(.pipe)].contains(tokens[end].kind) { end += 1 }
    let upper = max(lower, end > 0 ? tokens[end - 1].upper : lower)
    let typed = text(Span(source: source, lower: lower, upper: upper))
    return typed.contains { $0.isNewline } ? (typed.split { $0.isNewline }.first.map(String.init) ?? "") + " …" : typed
  }

  func word(_ token: Token) -> String? {
    if case .word(let text) = token.kind { return text }
    return nil
  }

  /// A name that is neither reserved nor anything else; nil leaves the cursor where it is.
  mutating func takeName() -> Name? {
    guard let name = name(of: token) else { return nil }
    advance()
    return name
  }

  func name(of token: Token) -> Name? {
    switch token.kind {
    case .word(let text) where ReservedWord(rawValue: text) == nil: Name(text, span(token))
    case .quotedName(let text): Name(text, span(token), isQuoted: true)
    default: nil
    }
  }

  /// A name in a place where reserved words are allowed: a verb, an option, a label.
  func anyName(of token: Token) -> Name? {
    if case .word(let text) = token.kind { return Name(text, span(token)) }
    return name(of: token)
  }

  /// Notes an error and goes on as if the text were right.
  mutating func report(_ diagnostic: Diagnostic) {
    // The lexer has already spoken where a token is missing or bad: one finding for one place.
    if let place = diagnostic.primary?.span, !reportedOffsets.insert(place.lower).inserted { return }
    diagnostics.append(diagnostic)
  }

  /// Enters a nested place; balanced by `depth -= 1`.
  mutating func descend() throws(Diagnostic) {
    depth += 1
    if depth > Self.greatestDepth { throw tooDeep() }
  }

  /// Sets the height of an expression above parts of the given height.
  mutating func rise(above parts: Int) throws(Diagnostic) {
    height = parts + 1
    if height > Self.greatestHeight { throw tooDeep() }
  }

  private func tooDeep() -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.tooDeep, "this expression is nested too deeply", at: Label(span(token), "here"),
      help: "compute a part of it in a column of its own first")
  }
}
