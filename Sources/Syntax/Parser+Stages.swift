import Diagnostics

extension Stage {
  /// Whether nothing but the verb has been read.
  fileprivate var isBare: Bool { arguments.isEmpty && options.isEmpty && by == nil && on == nil && !hasBraces }
}

extension Expression {
  /// Takes away the comments inside a stage that is a value.
  fileprivate mutating func takeComments() -> [String] {
    guard case .stage(var stage) = kind else { return [] }
    var comments: [String] = []
    for place in stage.arguments.indices {
      comments += stage.arguments[place].leadingComments + [stage.arguments[place].trailingComment].compactMap { $0 }
      (stage.arguments[place].leadingComments, stage.arguments[place].trailingComment) = ([], nil)
    }
    comments += stage.closingComments
    stage.closingComments = []
    kind = .stage(stage)
    return comments.filter { !$0.isEmpty }
  }
}

extension Parser {
  /// Stages up to the end of the statement. An error in one of them is reported and the next is read.
  ///
  /// - Parameter hasSource: whether the first of them is a pipeline's source; not where they extend something.
  mutating func parseStages(hasSource: Bool = true) -> [Stage] {
    var stages: [Stage] = []
    repeat {
      let (leading, _) = takeLeadingComments(before: token.lower)
      guard var stage = parseStage(isFirst: hasSource && stages.isEmpty) else { continue }
      stage.leadingComments = leading.filter { !$0.isEmpty } + stage.leadingComments
      stages.append(stage)
    } while take(.pipe)
    return stages
  }

  /// A verb with all that belongs to it; nil after a report where there is no verb.
  private mutating func parseStage(isFirst: Bool) -> Stage? {
    let (start, startIndex) = (token.lower, index)
    guard let verb = takeVerb() else {
      report(missingVerb(isFirst: isFirst))
      skipStage(from: index)
      return nil
    }
    var stage = Stage(verb: verb, span: verb.span)
    do throws(Diagnostic) {
      depth = 0
      try parseTail(of: &stage, isFirst: isFirst)
    } catch {
      report(error)
      skipStage(from: startIndex)
      stage.arguments.append(Item(value: Expression(.invalid, error.primary?.span ?? verb.span), span: verb.span))
    }
    stage.span = span(from: start)
    // A stage inside an option stands in one line, so that its comments go above.
    let inner = stage.options.indices.flatMap { stage.options[$0].value.takeComments() }
    stage.leadingComments = takeInnerComments() + inner
    stage.trailingComment = takeTrailingComment()
    return stage
  }

  /// A verb of one word or two. Reserved words are allowed: `where` is a verb as well.
  private mutating func takeVerb() -> Name? {
    guard let first = anyName(of: token) else { return nil }
    advance()
    guard let word = word(token), !first.isQuoted, compoundVerbs.contains("\(first.text) \(word)") else { return first }
    let compound = Name("\(first.text) \(word)", first.span.joined(with: span(token)))
    advance()
    return compound
  }

  /// Arguments, clauses and options, in any order.
  private mutating func parseTail(of stage: inout Stage, isFirst: Bool) throws(Diagnostic) {
    var needsSeparator = false
    while !isAtStageEnd {
      if isAt(.comma) {
        // Behind a bare verb the first comma is the writer's choice.
        try parseComma(after: needsSeparator || (stage.isBare && isOptionOrClause(peek(), peek(2))))
        needsSeparator = false
      }
      if isAt(.openBrace) {
        try parseBracedArguments(of: &stage)
        needsSeparator = true
      } else if let label = anyName(of: token), peek().kind == .symbol(.colon) {
        if needsSeparator { report(missingComma(before: "the option")) }
        stage.options.append(try parseOption(label))
        needsSeparator = true
      } else if isAt(.by) || isAt(.on) {
        try parseClause(of: &stage)
        needsSeparator = true
      } else {
        if needsSeparator { throw missingSeparator(in: stage, isFirst: isFirst) }
        stage.arguments.append(try parseItem(namesAllowed: stage.verb.text != ReservedWord.where.rawValue))
        needsSeparator = true
      }
    }
  }

  /// Whether nothing more can belong to a stage.
  var isAtStageEnd: Bool {
    switch token.kind {
    case .newline, .end, .symbol(.pipe), .symbol(.closeBrace), .symbol(.closeParenthesis), .symbol(.closeBracket): true
    default: false
    }
  }

  private mutating func parseComma(after hasItem: Bool) throws(Diagnostic) {
    let comma = span(token)
    advance()
    guard hasItem, !isAtStageEnd, !isAt(.comma) else {
      throw Diagnostic(
        code: SyntaxCodes.separator,
        hasItem ? "nothing follows this comma" : "there is nothing for this comma to separate",
        at: Label(comma), help: "remove it, or write what is missing", fixIts: [FixIt(comma, "")])
    }
  }

  private mutating func parseBracedArguments(of stage: inout Stage) throws(Diagnostic) {
    guard stage.arguments.isEmpty else {
      throw Diagnostic(
        code: SyntaxCodes.separator, "arguments stand either in braces or without them", at: Label(span(token)),
        labels: [Label(stage.arguments[0].span, "this one stands outside")], help: "put all of them between `{` and `}`"
      )
    }
    stage.hasBraces = true
    (stage.arguments, stage.closingComments) = try parseBraces()
  }

  private mutating func parseClause(of stage: inout Stage) throws(Diagnostic) {
    let word = token
    advance()
    if word.kind == .word(ReservedWord.by.rawValue) {
      if stage.by != nil { throw repeated(word) }
      stage.byHasBraces = isAt(.openBrace)
      stage.by = stage.byHasBraces ? try parseBraces().items : try parseBareItems(behind: word)
    } else {
      if stage.on != nil { throw repeated(word) }
      stage.on = try parseOn(word)
    }
  }

  private func repeated(_ word: Token) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "this clause stands here a second time", at: Label(span(word)),
      help: "join the lists with a comma")
  }

  /// Items behind `by`, up to an option, a clause or the end of the stage.
  private mutating func parseBareItems(behind word: Token) throws(Diagnostic) -> [Item] {
    if isAtStageEnd { throw missingValue(behind: word) }
    var items = [try parseItem()]
    while isAt(.comma), !isOptionOrClause(peek(), peek(2)) {
      try parseComma(after: true)
      items.append(try parseItem())
    }
    return items
  }

  private func isOptionOrClause(_ token: Token, _ next: Token) -> Bool {
    if anyName(of: token) != nil, next.kind == .symbol(.colon) { return true }
    return token.kind == .word(ReservedWord.on.rawValue) || token.kind == .word(ReservedWord.by.rawValue)
  }

  private mutating func parseOption(_ label: Name) throws(Diagnostic) -> OptionClause {
    advance()
    let colon = token
    advance()
    if isAtStageEnd || isAt(.comma) { throw missingValue(behind: colon, label: label) }
    if let stage = try parseInlineStage() {
      return OptionClause(name: label, value: Expression(.stage(stage), stage.span))
    }
    if isAt(.openBrace) { throw try bracesWithoutVerb(label) }
    let value = try parseExpression()
    return OptionClause(name: label, value: label.text == Self.listLabel ? parseFurtherKeys(behind: value) : value)
  }

  /// The label of the one option whose values may follow each other without brackets: `order: day, -hour`.
  static let listLabel = "order"

  /// Further order keys, each a column, `-column` or a selector, up to what is none: the value and they as a list.
  mutating func parseFurtherKeys(behind value: Expression) -> Expression {
    guard value.isKey else { return value }
    var keys = [value]
    while isAt(.comma) {
      var ahead = self
      ahead.advance()
      guard !ahead.isOptionOrClause(ahead.token, ahead.peek()), let next = try? ahead.parseExpression(), next.isKey,
        ahead.isAt(.comma) || ahead.isAtStageEnd || ahead.isAt(.by) || ahead.isAt(.on)
      else { break }
      keys.append(next)
      self = ahead
    }
    guard keys.count > 1 else { return value }
    height = 2
    return Expression(.list(keys), value.span.joined(with: keys[keys.count - 1].span))
  }

  /// A verb with its items in braces, or one of two words with its one argument; nil where no such thing begins.
  ///
  /// Behind most words braces hold the arguments of the stage around them: `onehot nulls: category { A, B }`. Words
  /// that begin a verb of two words have a form of their own for a formula, and those are taken for verbs before
  /// braces, too.
  private mutating func parseInlineStage() throws(Diagnostic) -> Stage? {
    guard let first = anyName(of: token), !first.isQuoted,
      compoundVerbs.contains(where: { $0.hasPrefix(first.text + " ") })
    else { return nil }
    if peek().kind == .symbol(.openBrace) {
      advance()
      let (items, closing) = try parseBraces()
      return Stage(
        verb: first, arguments: items, hasBraces: true, span: span(from: first.span.lower), closingComments: closing)
    }
    guard let word = word(peek()), compoundVerbs.contains("\(first.text) \(word)"), let verb = takeVerb() else {
      return nil
    }
    if isAtStageEnd || isAt(.comma) { throw missingValue(behind: tokens[index - 1]) }
    let argument = try parseExpression()
    return Stage(
      verb: verb, arguments: [Item(value: argument, span: argument.span)], span: span(from: verb.span.lower))
  }
}

extension Expression {
  /// Whether rows can be ordered by it: a column, a selector, or one of them with a minus in front.
  fileprivate var isKey: Bool {
    switch kind {
    case .name, .selector: true
    case .unary(.negate, let inner): inner.isKey
    default: false
    }
  }
}
