import Diagnostics

extension Parser {
  /// An expression whose operators bind at least as tightly as `minimum`.
  mutating func parseExpression(_ minimum: Int = Precedence.lowest) throws(Diagnostic) -> Expression {
    try descend()
    let start = token.lower
    var left = try parsePrefix()
    var hasComparison = false
    while let (infix, precedence) = try peekInfix(minimum) {
      if precedence == Precedence.comparison {
        if hasComparison { throw chainedComparison(behind: left) }
        hasComparison = true
      }
      left = try parseInfix(infix, behind: left, from: start)
    }
    depth -= 1
    return left
  }

  private enum Infix {
    case binary(BinaryOperator)
    case notIn
    case isNull
    case range
  }

  /// The operator at the cursor, if it binds tightly enough.
  private mutating func peekInfix(_ minimum: Int) throws(Diagnostic) -> (Infix, precedence: Int)? {
    guard let infix = try infixAtCursor() else { return nil }
    let precedence =
      switch infix {
      case .binary(let symbol): symbol.precedence
      case .notIn, .isNull: Precedence.comparison
      case .range: Precedence.range
      }
    return precedence >= minimum ? (infix, precedence) : nil
  }

  private mutating func infixAtCursor() throws(Diagnostic) -> Infix? {
    switch token.kind {
    case .symbol(.assign): return .binary(.equal)
    case .symbol(.range): return .range
    case .symbol(.power): throw powerOperator()
    case .symbol(.ampersand): throw singleAmpersand()
    case .symbol(let symbol): return BinaryOperator(rawValue: symbol.rawValue).map(Infix.binary)
    case .word(let word): return try infix(word)
    default: return nil
    }
  }

  private func infix(_ word: String) throws(Diagnostic) -> Infix? {
    switch ReservedWord(rawValue: word) {
    case .and: return .binary(.and)
    case .or: return .binary(.or)
    case .in: return .binary(.in)
    case .not: return peek().kind == .word(ReservedWord.in.rawValue) ? .notIn : nil
    case .is: return .isNull
    case nil:
      try rejectForeignInfix(word)
      return nil
    default: return nil
    }
  }

  private mutating func parseInfix(
    _ infix: Infix, behind left: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    let leftHeight = height
    let word = token
    advance()
    let kind: Expression.Kind
    switch infix {
    case .isNull:
      kind = .isNull(left, negated: try parseNullTest(word))
      height = 0
      if try peekInfix(Precedence.comparison + 1) != nil { throw operatorBehindTest() }
    case .notIn:
      advance()
      let list = try parseOperand(behind: word, Precedence.range)
      kind = .unary(.not, Expression(.binary(.in, left, list), span(from: start)))
      height += 1
    case .range:
      kind = .range(left, try parseOperand(behind: word, Precedence.sum), isLogarithmic: false)
      if isAt(.range) { throw chainedRange(from: start) }
    case .binary(let symbol):
      let right = try parseRightSide(of: symbol, word)
      if word.kind == .symbol(.assign) { report(assignment(word, left, right)) }
      kind = .binary(symbol, left, right)
    }
    try rise(above: max(leftHeight, height))
    return Expression(kind, span(from: start))
  }

  private mutating func parseRightSide(of symbol: BinaryOperator, _ word: Token) throws(Diagnostic) -> Expression {
    if symbol == .matches, case .regex(let pattern) = token.kind {
      let place = span(token)
      advance()
      height = 0
      return Expression(.regex(pattern), place)
    }
    return try parseOperand(behind: word, symbol.precedence + 1)
  }

  /// What stands behind an operator; the error names the operator when nothing does.
  mutating func parseOperand(behind word: Token, _ minimum: Int) throws(Diagnostic) -> Expression {
    if !canStartOperand { throw missingValue(behind: word) }
    return try parseExpression(minimum)
  }

  /// Whether a value can begin at the cursor.
  private var canStartOperand: Bool {
    switch token.kind {
    case .newline, .end: false
    case .symbol(let symbol):
      [.minus, .openParenthesis, .openBracket, .at, .dollar, .slash, .star, .plus].contains(symbol)
    case .word(let word):
      switch ReservedWord(rawValue: word) {
      case .and, .or, .in, .is, .then, .else, .where, .as, .for, .by, .on: false
      default: true
      }
    default: true
    }
  }

  /// `null` or `not null` behind `is`.
  private mutating func parseNullTest(_ word: Token) throws(Diagnostic) -> Bool {
    let negated = take(.not)
    if take(.null) { return negated }
    let place = gapSpan
    if case .word(let typed) = token.kind, typed.lowercased() == "null" || typed == "None" || typed == "NA" {
      report(foreignLiteral(typed, "null", at: place))
      advance()
      return negated
    }
    throw Diagnostic(
      code: SyntaxCodes.unexpected, "`is` tests for null only", at: Label(place, "`null` was expected"),
      labels: [Label(span(word), "the test")],
      help: "write `is null` or `is not null`; other values are compared with `==`")
  }

  /// `not`, `-`, `if` or an operand.
  private mutating func parsePrefix() throws(Diagnostic) -> Expression {
    let start = token
    if take(.not) {
      let operand = try parseOperand(behind: start, Precedence.not)
      try rise(above: height)
      return Expression(.unary(.not, operand), span(from: start.lower))
    }
    if take(.minus) { return try parseNegation(start) }
    if take(.if) { return try parseConditional(start) }
    return try parsePrimary()
  }

  private mutating func parseNegation(_ start: Token) throws(Diagnostic) -> Expression {
    if case .int(let magnitude) = token.kind, magnitude == UInt64(Int64.max) + 1 {
      advance()
      height = 0
      return Expression(.int(.min), span(from: start.lower))
    }
    let operand = try parseOperand(behind: start, Precedence.negation)
    try rise(above: height)
    return Expression(.unary(.negate, operand), span(from: start.lower))
  }

  private mutating func parseConditional(_ start: Token) throws(Diagnostic) -> Expression {
    let condition = try parseOperand(behind: start, Precedence.lowest)
    var greatest = height
    let then = token
    guard take(.then) else { throw incompleteConditional(start, missing: .then) }
    let value = try parseOperand(behind: then, Precedence.lowest)
    greatest = max(greatest, height)
    let otherwise = token
    guard take(.else) else { throw incompleteConditional(start, missing: .else) }
    let alternative = try parseOperand(behind: otherwise, Precedence.lowest)
    try rise(above: max(greatest, height))
    return Expression(.conditional(condition, then: value, otherwise: alternative), span(from: start.lower))
  }
}

/// How tightly operators bind: a greater number binds tighter.
enum Precedence {
  static let lowest = 0
  static let or = 1
  static let and = 2
  static let not = 3
  /// Comparisons, `in`, `~` and `is null`; they do not chain.
  static let comparison = 4
  static let coalesce = 5
  static let range = 6
  static let sum = 7
  static let product = 8
  static let negation = 9
  static let primary = 10
}

extension BinaryOperator {
  var precedence: Int {
    switch self {
    case .or: Precedence.or
    case .and: Precedence.and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .matches: Precedence.comparison
    case .coalesce: Precedence.coalesce
    case .add, .subtract: Precedence.sum
    case .multiply, .divide, .remainder: Precedence.product
    }
  }

  /// Whether it compares two values by order or equality.
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension Expression {
  /// The precedence of the outermost operator.
  var precedence: Int {
    switch kind {
    case .conditional: Precedence.lowest
    case .unary(.not, _): Precedence.not
    case .unary(.negate, _): Precedence.negation
    case .binary(let symbol, _, _): symbol.precedence
    case .isNull: Precedence.comparison
    case .range: Precedence.range
    case .int(let value): value < 0 ? Precedence.negation : Precedence.primary
    case .float(let value, _): value < 0 ? Precedence.negation : Precedence.primary
    default: Precedence.primary
    }
  }
}
