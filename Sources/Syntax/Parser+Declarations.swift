import Diagnostics

extension Parser {
  /// `param NAME ":" TYPE "=" literal [STRING]`
  mutating func parseParameter() throws(Diagnostic) -> ParameterDeclaration {
    advance()
    guard let name = takeName() else { throw incomplete("a parameter has a name", missing: "no name") }
    guard take(.colon) else {
      let type = isAt(.assign) ? literalType(peek()) : nil
      let typed = type.map { "write `param \(name.text): \($0) \(textToStageEnd(from: token.lower))`" }
      let insertion = type.map { FixIt(Span(source: source, lower: previousEnd, upper: previousEnd), ": \($0)") }
      throw incomplete("a parameter declares its type", missing: "`: TYPE` is missing", help: typed, insertion)
    }
    guard let type = takeName() else {
      throw incomplete("a parameter declares its type", missing: "no type")
    }
    guard take(.assign) else {
      throw incomplete("a parameter has a value", missing: "`= value` is missing")
    }
    let value = try parseExpression(Precedence.range)
    var documentation: String?
    if case .string(let pieces) = token.kind {
      documentation = Expression.text(of: pieces) ?? ""
      advance()
    }
    return ParameterDeclaration(name: name, type: type, value: value, documentation: documentation)
  }

  /// `option NAME ":" literal`
  mutating func parseOption() throws(Diagnostic) -> StatementKind {
    advance()
    guard let name = takeName(), take(.colon) else {
      throw Diagnostic(
        code: SyntaxCodes.statement, "an option of the script has a name and a value",
        at: Label(gapSpan, "`: value` is missing"), help: "such as `option sum_empty: null`")
    }
    return .option(name, try parseExpression(Precedence.range))
  }

  private func incomplete(
    _ message: String, missing: String, help: String? = nil, _ fixIt: FixIt? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.statement, message, at: Label(gapSpan, missing),
      notes: ["types are int, float, text, bool, date and list"],
      help: help ?? "such as `param months: int = 12 \"length of the window\"`", fixIts: fixIt.map { [$0] } ?? [])
  }

  /// `define NAME "(" [ params ] ")" "=" stages`
  mutating func parseDefinition() throws(Diagnostic) -> Definition {
    advance()
    guard let name = takeName() else { throw incompleteDefinition("a verb of your own has a name", "no name") }
    var parameters: [Name] = []
    let opening = token
    guard take(.openParenthesis) else {
      throw incompleteDefinition("a definition lists its parameters in parentheses", "`(` is missing")
    }
    while !isAt(.closeParenthesis) {
      guard let parameter = takeName() else { throw expectedClosing(opening, isList: true) }
      parameters.append(parameter)
      if isAt(.assign) { throw parameterWithDefault(parameter, of: name, behind: parameters.dropLast()) }
      if !take(.comma) { break }
    }
    guard take(.closeParenthesis) else { throw expectedClosing(opening, isList: true) }
    guard take(.assign) else {
      throw incompleteDefinition("a definition says what the verb does", "`= stages` is missing")
    }
    _ = take(.pipe)
    return Definition(name: name, parameters: parameters, stages: parseStages(hasSource: false))
  }

  /// `define tidy(c, lim = 3)`: how the value is given instead.
  private func parameterWithDefault(
    _ parameter: Name, of verb: Name, behind earlier: ArraySlice<Name>
  ) -> Diagnostic {
    var end = index
    while ![.newline, .end, .symbol(.comma), .symbol(.closeParenthesis)].contains(tokens[end].kind) { end += 1 }
    let sign = span(token), standard = Span(source: source, lower: sign.upper, upper: tokens[end].lower)
    let value = end > index + 1 ? text(standard).filter { $0 != " " } : "…"
    let values = (earlier.map(\.text) + [value]).joined(separator: ", ")
    return Diagnostic(
      code: SyntaxCodes.statement, "the parameters of a verb of your own have no defaults",
      at: Label(sign, "not expected here"),
      help: "write `\(parameter.text)` alone, and every value where the verb is used: `| \(verb.text) \(values)`",
      fixIts: [FixIt(sign.joined(with: Span(source: source, lower: standard.lower, upper: tokens[end].lower)), "")])
  }

  private func incompleteDefinition(_ message: String, _ missing: String) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.statement, message, at: Label(gapSpan, missing),
      help: "such as `define adults(from) = where AGE >= $from | drop AGE`")
  }
}
