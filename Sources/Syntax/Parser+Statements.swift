import Diagnostics

extension Parser {
  mutating func parseScript() -> Script {
    var statements: [Statement] = []
    skipNewlines()
    while !isAtEnd {
      statements.append(parseStatement(isFirst: statements.isEmpty))
      skipNewlines()
    }
    var (leading, hasBlankLine) = takeLeadingComments(before: token.lower + 1)
    while leading.last == "" { leading.removeLast() }
    if !leading.isEmpty {
      let end = span(token)
      statements.append(
        Statement(.comments, span: end, leadingComments: leading, hasBlankLineAbove: hasBlankLine))
    }
    return Script(statements: statements)
  }

  private mutating func parseStatement(isFirst: Bool) -> Statement {
    let start = token.lower
    let (leading, hasBlankLine) = takeLeadingComments(before: start)
    let kind = parseKind(isFirst: isFirst)
    finishStatement()
    var statement = Statement(
      kind, span: span(from: start), leadingComments: leading, hasBlankLineAbove: hasBlankLine)
    hoistComments(of: &statement)
    statement.leadingComments += takeInnerComments()
    if statement.trailingComment == nil { statement.trailingComment = takeTrailingComment() }
    return statement
  }

  /// What belongs to the first or the last stage belongs to the whole statement.
  private func hoistComments(of statement: inout Statement) {
    guard var stages = statement.kind.stages, let last = stages.indices.last else { return }
    statement.leadingComments += stages[0].leadingComments
    statement.trailingComment = stages[last].trailingComment
    stages[0].leadingComments = []
    stages[last].trailingComment = nil
    statement.kind.stages = stages
  }

  /// Reports what is left of a statement's line and skips it.
  mutating func finishStatement() {
    guard !isAtLineEnd else { return }
    report(leftover())
    skipLine()
  }

  private mutating func parseKind(isFirst: Bool) -> StatementKind {
    do throws(Diagnostic) {
      let next = peek()
      let isName = next.kind == .symbol(.assign) || next.kind == .symbol(.pipe)
      if let word = word(token), !isName, ReservedWord(rawValue: word) == nil {
        switch word {
        case "carnet": return try parseVersion(isFirst: isFirst)
        case "seed": return .seed(try parseStatementNumber("seed", example: "seed 42"))
        case "option" where name(of: next) != nil: return try parseOption()
        case "param": return .parameter(try parseParameter())
        case "assert": return .assertion(try parseAssertion())
        case "define": return .definition(try parseDefinition())
        default: break
        }
      }
      if let expression = try parseBareExpression() { return .expression(expression) }
      return try parsePipelineStatement()
    } catch {
      report(error)
      skipLine()
      return .invalid
    }
  }

  /// An expression that is a statement by itself; nil where a pipeline stands. What begins with a word is one only
  /// where that word is a function's, a literal or `if` and `not`, and all of the line belongs to it.
  private mutating func parseBareExpression() throws(Diagnostic) -> Expression? {
    guard beginsExpression else { return nil }
    var ahead = self
    let expression: Expression
    do throws(Diagnostic) {
      expression = try ahead.parseExpression()
    } catch {
      if beginsArithmetic { throw error }
      return nil
    }
    guard ahead.isAtLineEnd else { return nil }
    // Without its parentheses a name is a pipeline.
    if case .name = expression.kind { return nil }
    self = ahead
    return expression
  }

  private var beginsArithmetic: Bool {
    switch token.kind {
    case .int, .float, .symbol(.dollar), .symbol(.minus), .symbol(.openParenthesis): true
    default: false
    }
  }

  private var beginsExpression: Bool {
    guard let word = word(token) else {
      if case .string = token.kind { return true }
      return beginsArithmetic
    }
    switch ReservedWord(rawValue: word) {
    case .not, .if, .null, .yes, .no: return true
    case nil: break
    default: return false
    }
    if case .string = peek().kind, word == "date" { return true }
    return functions.contains(word) && peek().kind == .symbol(.openParenthesis) && peek().isTight
  }

  private mutating func parseVersion(isFirst: Bool) throws(Diagnostic) -> StatementKind {
    let start = token
    let version = try parseStatementNumber("carnet", example: "carnet 1")
    if !isFirst {
      report(
        Diagnostic(
          code: SyntaxCodes.statement, "the language version stands in the first line only",
          at: Label(span(from: start.lower)), help: "remove this line"))
    } else if version != 1 {
      report(
        Diagnostic(
          code: SyntaxCodes.statement, "this program reads language version 1, not \(version)",
          at: Label(span(tokens[index - 1]), "unknown version"),
          help: "write `carnet 1`, or run the script with a newer carnet",
          fixIts: [FixIt(span(tokens[index - 1]), "1")]))
    }
    return .version(version)
  }

  /// The whole number behind `carnet` and `seed`.
  private mutating func parseStatementNumber(_ word: String, example: String) throws(Diagnostic) -> Int {
    advance()
    if case .int(let value) = token.kind, value <= UInt64(Int64.max) {
      advance()
      return Int(value)
    }
    if token.kind == .invalid {
      advance()
      return 1
    }
    throw Diagnostic(
      code: SyntaxCodes.statement, "`\(word)` is followed by a whole number",
      at: Label(gapSpan, "no whole number"), help: "such as `\(example)`")
  }

  private mutating func parseAssertion() throws(Diagnostic) -> Expression {
    advance()
    return try parseExpression()
  }

  private mutating func parsePipelineStatement() throws(Diagnostic) -> StatementKind {
    if isAt(.pipe) {
      throw Diagnostic(
        code: SyntaxCodes.unexpected, "nothing stands before this `|`", at: Label(span(token), "needs a source"),
        help: "begin with a table: `app | …`")
    }
    var binding: Name?
    if let bound = anyName(of: token), peek().kind == .symbol(.assign) {
      if name(of: token) == nil { report(reservedName(bound, use: "a binding")) }
      binding = bound
      advance()
      advance()
      try rejectLiteralBinding(bound)
    }
    let pipelineStart = token.lower
    let stages = parseStages()
    let pipeline = Pipeline(stages: stages, span: span(from: pipelineStart))
    if stages.isEmpty { return .invalid }
    return .pipeline(binding: binding, pipeline)
  }

  /// `x = 5`: a binding holds a table or a model; a value is a parameter.
  private func rejectLiteralBinding(_ name: Name) throws(Diagnostic) {
    guard let type = literalType(token) else { return }
    throw Diagnostic(
      code: SyntaxCodes.statement, "a binding names the result of a pipeline, and this is a value",
      at: Label(span(token), "not a table and not a verb"),
      help: "write `param \(name.text): \(type) = \(textToStageEnd(from: token.lower))`, and then `$\(name.text)`")
  }

  /// The type of parameter that a literal beginning with a token makes.
  func literalType(_ token: Token) -> String? {
    switch token.kind {
    case .int: "int"
    case .float, .symbol(.minus): "float"
    case .string: "text"
    case .symbol(.openBracket): "list"
    case .word("yes"), .word("no"): "bool"
    default: nil
    }
  }

  func reservedName(_ name: Name, use: String) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "`\(name.text)` is a reserved word and cannot name \(use)",
      at: Label(name.span, "reserved"), help: "choose another name, or write it in backticks: `` `\(name.text)` ``",
      fixIts: [FixIt(name.span, "`\(name.text)`")])
  }
}
