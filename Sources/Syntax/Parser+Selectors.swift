import Diagnostics

extension Parser {
  /// `@AMT_*`, `@/regex/`, `@nulls(> 0.6)`, `@(num - SK_ID_CURR)`
  mutating func parseSelector() throws(Diagnostic) -> Selector {
    let at = token
    advance()
    guard token.isTight else { throw missingPattern(at) }
    var selector = try parseAtom(behind: at)
    selector.span = span(from: at.lower)
    return selector
  }

  private mutating func parseAtom(behind word: Token) throws(Diagnostic) -> Selector {
    let start = token
    switch token.kind {
    case .glob(let pattern):
      advance()
      let name = Name(pattern, span(start))
      if isAt(.openParenthesis), token.isTight { return try parsePredicate(name) }
      height = 0
      return Selector(.pattern(name), name.span)
    case .quotedName(let text):
      advance()
      height = 0
      return Selector(.pattern(Name(text, span(start), isQuoted: true)), span(start))
    case .regex(let pattern):
      advance()
      height = 0
      return Selector(.regex(pattern), span(start))
    case .symbol(.openParenthesis): return try parseSet()
    case .symbol(.at) where word.kind != .symbol(.at): return try parseSelector()
    default: throw missingPattern(word)
    }
  }

  /// `nulls(> 0.6)`
  private mutating func parsePredicate(_ name: Name) throws(Diagnostic) -> Selector {
    let opening = token
    advance()
    guard case .symbol(let symbol) = token.kind, let comparison = BinaryOperator(rawValue: symbol.rawValue),
      comparison.isComparison
    else {
      throw Diagnostic(
        code: SyntaxCodes.unexpected, "a test on columns begins with a comparison",
        at: Label(gapSpan, "`>`, `<`, `==` … was expected"), help: "such as `@\(name.text)(> 0.6)`")
    }
    let word = token
    advance()
    let bound = try parseOperand(behind: word, Precedence.coalesce)
    guard take(.closeParenthesis) else { throw expectedClosing(opening, isList: false) }
    try rise(above: height)
    return Selector(.predicate(name, comparison, bound), span(from: name.span.lower))
  }

  /// Atoms in parentheses, joined by `+`, `-` and `&` from left to right.
  private mutating func parseSet() throws(Diagnostic) -> Selector {
    try descend()
    let opening = token
    advance()
    var parts: [(Selector.SetOperator, Selector)] = [(.union, try parseAtom(behind: opening))]
    var greatest = height
    while case .symbol(let symbol) = token.kind, let combination = Selector.SetOperator(rawValue: symbol.rawValue) {
      let word = token
      advance()
      parts.append((combination, try parseAtom(behind: word)))
      greatest = max(greatest, height)
    }
    guard take(.closeParenthesis) else { throw badSet(opening) }
    depth -= 1
    try rise(above: greatest)
    return Selector(.set(parts), span(from: opening.lower))
  }

  private func missingPattern(_ word: Token) -> Diagnostic {
    let place = isAtLineEnd || word.kind == .symbol(.at) ? span(word) : span(token)
    return Diagnostic(
      code: SyntaxCodes.unexpected, "a pattern of column names is missing", at: Label(place, "no pattern"),
      help: "such as `@AMT_*`, `@num`, `@/^AMT/`, `@nulls(> 0.6)` or `@(num - SK_ID_CURR)`")
  }

  private mutating func badSet(_ opening: Token) -> Diagnostic {
    if case .glob(let pattern) = token.kind {
      return Diagnostic(
        code: SyntaxCodes.separator, "patterns in a set are joined by `+`, `-` or `&`",
        at: Label(span(token), "write `+ \(pattern)`"),
        fixIts: [FixIt(Span(source: source, lower: token.lower, upper: token.lower), "+ ")])
    }
    if isAt(.comma) {
      return Diagnostic(
        code: SyntaxCodes.separator, "patterns in a set are joined by `+`, `-` or `&`",
        at: Label(span(token), "write `+`"), fixIts: [FixIt(span(token), " +")])
    }
    return expectedClosing(opening, isList: false)
  }
}
