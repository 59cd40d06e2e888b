import Diagnostics

extension Parser {
  /// A token as it is called in a message: `` `|` ``, `the end of the line`, `the number 5`.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .word(let text): "`\(text)`"
    case .quotedName(let text): "`` `\(text)` ``"
    case .int(let value): "the number \(value)"
    case .float(_, let text): "the number \(text)"
    case .string: "a string"
    case .regex: "a regex"
    case .glob(let text): "`\(text)`"
    case .symbol(let symbol): "`\(symbol.rawValue)`"
    case .newline: "the end of the line"
    case .end: "the end"
    case .invalid: "this"
    }
  }

  func missingVerb(isFirst: Bool) -> Diagnostic {
    if isAtLineEnd, index > 0, tokens[index - 1].kind == .symbol(.pipe) || tokens[index - 1].kind == .symbol(.assign) {
      let word = tokens[index - 1]
      return Diagnostic(
        code: SyntaxCodes.unexpected, "nothing follows this \(describe(word))", at: Label(span(word)),
        help: word.kind == .symbol(.pipe)
          ? "write a verb, such as `| head 5`, or remove the `|`" : "write a table or a verb")
    }
    let expected = isFirst ? "a table or a verb" : "a verb"
    return Diagnostic(
      code: SyntaxCodes.unexpected, "a stage begins with \(expected), not with \(describe(token))",
      at: Label(gapSpan, "\(expected) was expected"), help: isFirst ? "such as `app | head 5`" : "such as `| head 5`")
  }

  func missingValue(behind word: Token, label: Name? = nil) -> Diagnostic {
    let what = label.map { "`\($0.text):`" } ?? describe(word)
    return Diagnostic(
      code: SyntaxCodes.unexpected, "a value is missing behind \(what)", at: Label(span(word)),
      labels: isAtLineEnd ? [] : [Label(span(token), "this cannot begin a value")],
      help: isAtLineEnd
        ? "write the value, in this line or the next" : "write a value between \(what) and \(describe(token))")
  }

  /// Items in braces behind an option: what makes a value of them is not said. Options are often called like that verb.
  mutating func bracesWithoutVerb(_ label: Name) throws(Diagnostic) -> Diagnostic {
    let start = token.lower
    _ = try parseBraces()
    let braces = span(from: start)
    return Diagnostic(
      code: SyntaxCodes.unexpected, "braces hold the items of a verb, and no verb is named before them",
      at: Label(braces, "of which verb?"), help: "write `\(label.text): \(label.text) \(text(braces))`",
      fixIts: [FixIt(Span(source: source, lower: start, upper: start), "\(label.text) ")])
  }

  func unexpectedInExpression() -> Diagnostic {
    if let path = pathAtCursor { return unquotedPath(path) }
    let (message, help): (String, String?) =
      switch token.kind {
      case .symbol(.slash): ("a regex stands only behind `~` or `@`", "such as `NAME ~ /^A/` or `@/^AMT/`")
      case .symbol(.star): ("`*` stands between two values, or in a pattern behind `@`", "all columns are `@*`")
      case .symbol(.openBrace):
        ("braces hold a verb's arguments and cannot stand inside of one", "a list of values is written `[a, b]`")
      case .word(let word) where ReservedWord(rawValue: word) != nil:
        ("`\(word)` is a reserved word and cannot stand here", "a column of that name is written `` `\(word)` ``")
      default: ("a value was expected, not \(describe(token))", nil)
      }
    return Diagnostic(code: SyntaxCodes.unexpected, message, at: Label(gapSpan, "a value was expected"), help: help)
  }

  func assignment(_ sign: Token, _ left: Expression, _ right: Expression) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, "`=` gives a name, and two values are compared with `==`",
      at: Label(span(sign), "this names, it does not compare"),
      help: "write `\(text(left.span)) == \(text(right.span))`", fixIts: [FixIt(span(sign), "==")])
  }

  func assignmentInCall(_ label: Name?) -> Diagnostic {
    let name = label?.text ?? "NAME"
    return Diagnostic(
      code: SyntaxCodes.spelling, "inside a call an option is written with `:`",
      at: Label(span(token), "write `\(name):`"), help: "for a comparison write `\(name) == …`",
      fixIts: [FixIt(Span(source: source, lower: label?.span.upper ?? token.lower, upper: token.upper), ":")])
  }

  func foreignLiteral(_ typed: String, _ spelling: String, at place: Span) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, "`\(typed)` is written `\(spelling)` here", at: Label(place, "write `\(spelling)`"),
      help: "a column of that name stands in backticks: `` `\(typed)` ``", fixIts: [FixIt(place, spelling)])
  }

  /// `AND`, `LIKE`, `BETWEEN` between two values.
  func rejectForeignInfix(_ word: String) throws(Diagnostic) {
    let place = span(token)
    let help: String
    var fixIts: [FixIt] = []
    switch word {
    case "AND", "OR", "NOT", "IN", "IS", "And", "Or", "WHERE", "BY", "ON", "AS", "THEN", "ELSE", "FOR":
      throw Diagnostic(
        code: SyntaxCodes.spelling, "reserved words are written in small letters",
        at: Label(place, "write `\(word.lowercased())`"), fixIts: [FixIt(place, word.lowercased())])
    case "LIKE", "like", "ILIKE", "ilike":
      (help, fixIts) = like()
    case "BETWEEN", "between":
      (help, fixIts) = between()
    case "div": help = "write `floor(a / b)`"
    case "mod": help = "write `a % b`"
    default: return
    }
    throw Diagnostic(
      code: SyntaxCodes.spelling, "there is no operator `\(word)`", at: Label(place), help: help, fixIts: fixIts)
  }

  func powerOperator() -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, "there is no operator for powers", at: Label(span(token)),
      help: "write `pow(x, 2)`")
  }

  func singleAmpersand() -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, "`&` joins sets of columns, and conditions are joined by `and`",
      at: Label(span(token), "write `and`"), fixIts: [FixIt(span(token), "and")])
  }

  mutating func chainedComparison(behind left: Expression) -> Diagnostic {
    let sign = token
    var help = "join two comparisons with `and`, or put one in parentheses"
    if case .binary(let first, let lower, let middle) = left.kind, case .symbol(let second) = sign.kind {
      advance()
      if let upper = try? parseExpression(Precedence.coalesce) {
        let (low, mid, high) = (text(lower.span), text(middle.span), text(upper.span))
        help = "write `\(low) \(first.rawValue) \(mid) and \(mid) \(second.rawValue) \(high)`"
      }
    }
    return Diagnostic(
      code: SyntaxCodes.unexpected, "comparisons cannot be chained", at: Label(span(sign), "a second comparison"),
      labels: [Label(left.span, "this is a truth value already")], help: help)
  }

  func operatorBehindTest() -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "`is null` gives a truth value, and \(describe(token)) goes on with it",
      at: Label(span(token), "not expected here"), help: "put the test in parentheses: `(x is null)`")
  }

  /// - Parameter start: where the range before begins.
  mutating func chainedRange(from start: Int) -> Diagnostic {
    let range = text(span(from: start)), dots = token
    advance()
    _ = try? parseOperand(behind: dots, Precedence.sum)
    let rest = span(from: dots.lower)
    return Diagnostic(
      code: SyntaxCodes.unexpected, "a range has two ends", at: Label(rest, "a third one"),
      help: "write `\(range)`", fixIts: [FixIt(rest, "")])
  }

  func incompleteConditional(_ start: Token, missing word: ReservedWord) -> Diagnostic {
    let message = word == .then ? "this `if` has no `then`" : "this `if` has no `else`"
    let typed = text(span(from: start.lower))
    let end = Span(source: source, lower: previousEnd, upper: previousEnd)
    let isPasteable = word == .else && isAtStageEnd
    return Diagnostic(
      code: SyntaxCodes.unexpected, message, at: Label(span(start)),
      labels: [Label(gapSpan, "`\(word.rawValue)` was expected here")],
      help: isPasteable ? "write `\(typed) else null`, or another value than null" : "write `if c then a else b`",
      fixIts: isPasteable ? [FixIt(end, " else null")] : [])
  }
}
