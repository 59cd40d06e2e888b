import Diagnostics

extension Parser {
  /// A literal, a name, a call, a list, a selector, a scalar or an expression in parentheses.
  mutating func parsePrimary() throws(Diagnostic) -> Expression {
    let start = token
    height = 0
    switch token.kind {
    case .int(let value):
      advance()
      return Expression(try whole(value, start), span(start))
    case .float(let value, let text): return literal(.float(value, text: text))
    case .string(let pieces): return literal(.string(pieces))
    case .invalid: return literal(.invalid)
    case .word, .quotedName: return try parseNamed()
    case .symbol(.openParenthesis): return try parseParenthesised()
    case .symbol(.openBracket): return try parseBracketed()
    case .symbol(.dollar): return try parseScalar()
    case .symbol(.at):
      let selector = try parseSelector()
      return Expression(.selector(selector), selector.span)
    default: throw unexpectedInExpression()
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let place = span(token)
    advance()
    return Expression(kind, place)
  }

  private func whole(_ value: UInt64, _ token: Token) throws(Diagnostic) -> Expression.Kind {
    if let signed = Int64(exactly: value) { return .int(signed) }
    throw Diagnostic(
      code: SyntaxCodes.number, "this whole number is too large", at: Label(span(token)),
      help: "whole numbers end at \(Int64.max); as a decimal number write `\(value).0`",
      fixIts: [FixIt(span(token), "\(value).0")])
  }

  /// What begins with a word: a reserved literal, a date, a logarithmic range, a call or a name.
  private mutating func parseNamed() throws(Diagnostic) -> Expression {
    if case .word(let word) = token.kind, let reserved = ReservedWord(rawValue: word) {
      switch reserved {
      case .yes: return literal(.bool(true))
      case .no: return literal(.bool(false))
      case .null: return literal(.null)
      default: throw unexpectedInExpression()
      }
    }
    guard let name = takeName() else { throw unexpectedInExpression() }
    if isAt(.openParenthesis), !name.isQuoted { return try parseCall(name) }
    if !name.isQuoted, let special = try parseSpecial(name) { return special }
    return Expression(.name(name), name.span)
  }

  /// `date "…"` and `log a..b`, whose words are ordinary names elsewhere, and the literals of other languages.
  private mutating func parseSpecial(_ name: Name) throws(Diagnostic) -> Expression? {
    switch name.text {
    case "date":
      guard case .string(let pieces) = token.kind, let text = Expression.text(of: pieces) else { return nil }
      advance()
      return Expression(.date(text), span(from: name.span.lower))
    case "log":
      guard startsBound(token) else { return nil }
      return try parseLogarithmicRange(name)
    default:
      guard let literal = ForeignLiteral(name.text) else { return nil }
      report(foreignLiteral(name.text, literal.spelling, at: name.span))
      return Expression(literal.kind, name.span)
    }
  }

  private func startsBound(_ token: Token) -> Bool {
    switch token.kind {
    case .int, .float, .symbol(.dollar): true
    default: name(of: token) != nil
    }
  }

  private mutating func parseLogarithmicRange(_ word: Name) throws(Diagnostic) -> Expression {
    let lower = try parseExpression(Precedence.sum)
    let lowerHeight = height
    let dots = token
    guard take(.range) else {
      throw Diagnostic(
        code: SyntaxCodes.unexpected, "`log` is followed by a range or by `(`",
        at: Label(gapSpan, "`..` was expected"),
        help: "a logarithm is `log(x)`, a range on a logarithmic scale `log 0.01..1`")
    }
    let upper = try parseOperand(behind: dots, Precedence.sum)
    if isAt(.range) { throw chainedRange(from: word.span.lower) }
    try rise(above: max(lowerHeight, height))
    return Expression(.range(lower, upper, isLogarithmic: true), span(from: word.span.lower))
  }

  private mutating func parseParenthesised() throws(Diagnostic) -> Expression {
    let opening = token
    advance()
    var inner = try parseOperand(behind: opening, Precedence.lowest)
    guard take(.closeParenthesis) else { throw expectedClosing(opening, isList: false) }
    inner.span = span(from: opening.lower)
    lastParenthesised = inner.span
    return inner
  }

  /// `$months`, `$cv1.auc`
  private mutating func parseScalar() throws(Diagnostic) -> Expression {
    let dollar = token
    advance()
    guard token.isTight, let first = takeName() else {
      throw Diagnostic(
        code: SyntaxCodes.unexpected, "`$` stands directly before the name of a parameter or a result",
        at: Label(span(dollar)), help: "such as `$months` or `$cv1.auc`")
    }
    var names = [first]
    while isAt(.dot), token.isTight, peek().isTight, let field = anyName(of: peek()) {
      names.append(field)
      advance()
      advance()
    }
    return Expression(.scalar(names), span(from: dollar.lower))
  }

  /// `[1, 2, 3]`, or functions for the argument behind them: `[min, max](@AMT_*)`.
  private mutating func parseBracketed() throws(Diagnostic) -> Expression {
    let opening = token
    advance()
    if isAtLabel { return try parseMapping(opening) }
    var items: [Expression] = []
    var greatest = 0
    while !isAt(.closeBracket) {
      items.append(try parseOperand(behind: index > 0 ? tokens[index - 1] : opening, Precedence.lowest))
      greatest = max(greatest, height)
      if !take(.comma) { break }
    }
    guard take(.closeBracket) else { throw expectedClosing(opening, isList: true) }
    guard isAt(.openParenthesis) else {
      try rise(above: greatest)
      return Expression(.list(items), span(from: opening.lower))
    }
    var functions: [Name] = []
    for item in items {
      guard case .name(let name) = item.kind else { throw notFunction(item) }
      functions.append(name)
    }
    let arguments = try parseArguments()
    return Expression(.fanOut(functions, arguments), span(from: opening.lower))
  }

  private var isAtLabel: Bool { anyName(of: token) != nil && peek().kind == .symbol(.colon) }

  /// `"[" NAME ":" expr { "," NAME ":" expr } "]"`, behind its bracket.
  private mutating func parseMapping(_ opening: Token) throws(Diagnostic) -> Expression {
    var pairs: [Expression.Argument] = []
    var greatest = 0
    while !isAt(.closeBracket) {
      guard isAtLabel, let label = anyName(of: token) else {
        throw Diagnostic(
          code: SyntaxCodes.separator, "each value of this list has a name and a colon in front",
          at: Label(span(token), "no name"), labels: [Label(span(opening), "opened here")],
          help: "such as `[ZIP: text, OPENED: date]`")
      }
      advance()
      advance()
      pairs.append(
        Expression.Argument(label: label, value: try parseOperand(behind: tokens[index - 1], Precedence.lowest)))
      greatest = max(greatest, height)
      if !take(.comma) { break }
    }
    guard take(.closeBracket) else { throw expectedClosing(opening, isList: true) }
    try rise(above: greatest)
    return Expression(.mapping(pairs), span(from: opening.lower))
  }

  private func notFunction(_ item: Expression) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "only names of functions stand in brackets before `(`",
      at: Label(item.span, "not a function's name"), help: "such as `[min, max](AMT_CREDIT)`")
  }

  private mutating func parseCall(_ function: Name) throws(Diagnostic) -> Expression {
    let arguments = try parseArguments()
    return Expression(.call(function, arguments), span(from: function.span.lower))
  }

  /// `"(" expr { "," expr } { "," NAME ":" value } ")"`
  private mutating func parseArguments() throws(Diagnostic) -> [Expression.Argument] {
    let opening = token
    advance()
    var arguments: [Expression.Argument] = []
    var greatest = 0
    while !isAt(.closeParenthesis) {
      var label: Name?
      if let name = anyName(of: token), peek().kind == .symbol(.colon) {
        label = name
        advance()
        advance()
      } else if name(of: token) != nil, peek().kind == .symbol(.assign) {
        label = takeName()
        report(assignmentInCall(label))
        advance()
      }
      var value = try parseOperand(behind: tokens[index - 1], Precedence.lowest)
      if label?.text == Self.listLabel { value = parseFurtherKeys(behind: value) }
      arguments.append(Expression.Argument(label: label, value: value))
      greatest = max(greatest, height)
      if !take(.comma) { break }
    }
    guard take(.closeParenthesis) else { throw expectedClosing(opening, isList: true) }
    try rise(above: greatest)
    return arguments
  }
}
