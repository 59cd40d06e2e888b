import Diagnostics

extension Parser {
  /// Keys behind `on`, with the relation between them.
  mutating func parseOn(_ word: Token) throws(Diagnostic) -> OnClause {
    var keys = [try parseKey(behind: word)]
    var relation = try takeRelation()
    while relation == nil, isAt(.comma) {
      if isRelation(at: index + 1) {
        advance()
        relation = try takeRelation()
      } else if anyName(of: peek()) != nil, peek(2).kind == .symbol(.colon) {
        break
      } else {
        let comma = token
        advance()
        keys.append(try parseKey(behind: comma))
        relation = try takeRelation()
      }
    }
    return OnClause(
      keys: keys, relation: relation?.relation, relationSpan: relation?.span, span: span(from: word.lower))
  }

  private mutating func parseKey(behind word: Token) throws(Diagnostic) -> JoinKey {
    guard let left = takeName() else { throw missingKey(behind: word) }
    if isAt(.assign) {
      report(
        Diagnostic(
          code: SyntaxCodes.spelling, "keys are compared with `==`", at: Label(span(token), "write `==`"),
          fixIts: [FixIt(span(token), "==")]))
    } else if !isAt(.equal) {
      return JoinKey(left: left, right: nil)
    }
    let comparison = token
    advance()
    guard let right = takeName() else { throw missingKey(behind: comparison) }
    return JoinKey(left: left, right: right)
  }

  private func missingKey(behind word: Token) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "a join's key is a column",
      at: Label(gapSpan, isAtLineEnd ? "a column is missing" : "not a column"),
      help: "such as `on SK_ID_CURR`, or `on SK_ID_CURR == ID` where the names differ")
  }

  /// Whether the tokens from a place read `1:m` or the like, without spaces.
  private func isRelation(at place: Int) -> Bool {
    guard place + 2 < tokens.count, tokens[place + 1].kind == .symbol(.colon) else { return false }
    return tokens[place + 1].isTight && tokens[place + 2].isTight && side(tokens[place]) != nil
      && side(tokens[place + 2]) != nil
  }

  /// One side of a relation: `1`, or a word that may be `m`.
  private func side(_ token: Token) -> String? {
    switch token.kind {
    case .int(let count): String(count)
    case .word(let word) where word.utf8.count == 1: word
    default: nil
    }
  }

  private mutating func takeRelation() throws(Diagnostic) -> (relation: JoinRelation, span: Span)? {
    guard isRelation(at: index), let left = side(token), let right = side(peek(2)) else { return nil }
    let place = span(token).joined(with: span(peek(2)))
    let typed = "\(left):\(right)"
    for _ in 0..<3 { advance() }
    if let relation = JoinRelation(rawValue: typed) { return (relation, place) }
    let meant = typed.lowercased().map { "1m:".contains($0) ? String($0) : "m" }.joined()
    throw Diagnostic(
      code: SyntaxCodes.unexpected, "`\(typed)` is no relation between keys", at: Label(place),
      help: "write `\(meant)`; the relations are 1:1, m:1, 1:m and m:m", fixIts: [FixIt(place, meant)])
  }
}
