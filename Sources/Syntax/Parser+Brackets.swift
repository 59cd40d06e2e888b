import Diagnostics

extension Parser {
  /// A list or a group goes on with something that is neither a separator nor its closing bracket.
  mutating func expectedClosing(_ opening: Token, isList: Bool) -> Diagnostic {
    let closing = closingText(opening)
    let closes = isAtLineEnd || isAt(.pipe) || isAt(.closeBrace) || isAt(.closeBracket) || isAt(.closeParenthesis)
    if closes { return neverClosed(opening) }
    if isAt(.where) || isAt(.as) || isAt(.for) || isAt(.by) || isAt(.on) { return clauseInside(opening) }
    return Diagnostic(
      code: SyntaxCodes.separator,
      isList ? "a comma or `\(closing)` is missing before \(describe(token))"
        : "an operator or `\(closing)` is missing before \(describe(token))",
      at: Label(span(token), "not expected here"), labels: [Label(span(opening), "opened here")],
      help: isList ? neighbours.map { "write `\($0.text)`" } : unboundPipeline(verb: nil),
      fixIts: isList ? neighbours?.fixIts ?? [] : [])
  }

  /// `count(X where Y)`: what belongs behind a call stands inside of it.
  private mutating func clauseInside(_ opening: Token) -> Diagnostic {
    let (word, closing) = (token, closingText(opening))
    let gap = Span(source: source, lower: previousEnd, upper: previousEnd)
    var help = "\(describe(word)) stands behind the `\(closing)`, as in `count() where X > 1`"
    var fixIts: [FixIt] = []
    advance()
    if (try? parseExpression()) != nil, case .symbol(let symbol) = token.kind, symbol.rawValue == closing {
      let clause = text(span(from: word.lower))
      let call = text(Span(source: source, lower: callStart(opening), upper: gap.upper))
      help = "write `\(call)\(closing) \(clause)`"
      fixIts = [FixIt(gap, closing), FixIt(span(token), "")]
    }
    return Diagnostic(
      code: SyntaxCodes.bracket, "\(describe(word)) stands behind the call, not inside of it", at: Label(span(word)),
      labels: [Label(span(opening), "opened here")], help: help, fixIts: fixIts)
  }

  /// Where the call begins whose arguments an opening bracket holds.
  private func callStart(_ opening: Token) -> Int {
    guard opening.isTight, let place = tokens.firstIndex(where: { $0.lower == opening.lower }), place > 0,
      case .word = tokens[place - 1].kind
    else { return opening.lower }
    return tokens[place - 1].lower
  }

  /// A bracket that the end of the line, a `|` or another bracket leaves open.
  func neverClosed(_ opening: Token) -> Diagnostic {
    let closing = closingText(opening)
    let end = Span(source: source, lower: previousEnd, upper: previousEnd)
    let found =
      isAtLineEnd ? [Label(end, "no `\(closing)` up to here")] : [Label(span(token), "no `\(closing)` before this")]
    return Diagnostic(
      code: SyntaxCodes.bracket, "this \(describe(opening)) is never closed",
      at: Label(span(opening), "opened here"), labels: found,
      help: helpToClose(closing),
      fixIts: [FixIt(end, isAt(.pipe) && closing == "}" ? "\n}" : closing)])
  }

  private func helpToClose(_ closing: String) -> String {
    if closing != "}" { return "add `\(closing)` behind `\(text(span(tokens[index - 1])))`" }
    return isAtLineEnd || token.startsLine ? "add a line with `}`" : "add `}` before \(describe(token))"
  }

  private func closingText(_ opening: Token) -> String {
    if case .symbol(let symbol) = opening.kind, let closing = symbol.closing { return closing.rawValue }
    return ")"
  }

  /// What is left of a line behind a whole statement.
  func leftover() -> Diagnostic {
    switch token.kind {
    case .symbol(.closeBrace), .symbol(.closeParenthesis), .symbol(.closeBracket):
      return Diagnostic(
        code: SyntaxCodes.bracket, "this \(describe(token)) closes nothing",
        at: Label(span(token), "no bracket is open here"), help: "remove it", fixIts: [FixIt(span(token), "")])
    default:
      if let field = fieldWithoutDollar() { return field }
      return Diagnostic(
        code: SyntaxCodes.separator, "the statement is complete before \(describe(token))",
        at: Label(span(token), "not expected here"), help: "start a new line here, or join it with an operator")
    }
  }

  /// What is left of an item inside braces.
  func leftoverInItem(_ item: Item) -> Diagnostic {
    if isAt(.closeParenthesis) || isAt(.closeBracket) { return leftover() }
    if isAt(.colon) { return misplacedColon() }
    let gap = Span(source: source, lower: previousEnd, upper: previousEnd)
    return Diagnostic(
      code: SyntaxCodes.separator, "a comma or a newline is missing before \(describe(token))",
      at: Label(span(token), "not expected here"), labels: [Label(item.span, "this item is complete")],
      help: "write one item per line, or commas between them", fixIts: [FixIt(gap, ",")])
  }

  func misplacedColon() -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, "a name is given with `=`", at: Label(span(token), "write `=`"),
      fixIts: [FixIt(span(token), " =")])
  }
}
