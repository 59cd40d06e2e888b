import Diagnostics

extension Parser {
  /// `[ NAME = ] expr [ where expr ] [ as TEMPLATE ] [ for NAME in list ]`
  ///
  /// - Parameter namesAllowed: whether `NAME =` names the item; a condition has no name, and there `=` is a mistake.
  mutating func parseItem(namesAllowed: Bool = true) throws(Diagnostic) -> Item {
    let start = token.lower
    var name: Name?
    if namesAllowed, let typed = anyName(of: token), peek().kind == .symbol(.assign) {
      if self.name(of: token) == nil { report(reservedName(typed, use: "a column")) }
      name = typed
      advance()
      advance()
    }
    var item = Item(name: name, value: try parseExpression(), span: Span(source: source, lower: start, upper: start))
    item.isParenthesised = item.value.span == lastParenthesised
    while try parseSuffix(of: &item) {}
    item.span = span(from: start)
    return item
  }

  /// One of the parts behind an item's expression; false where there is none.
  private mutating func parseSuffix(of item: inout Item) throws(Diagnostic) -> Bool {
    let word = token
    if item.condition == nil, take(.where) {
      if isAtStageEnd { throw missingValue(behind: word) }
      item.condition = try parseExpression()
    } else if item.template == nil, take(.as) {
      item.template = try parseTemplate(of: item)
    } else if item.loop == nil, take(.for) {
      item.loop = try parseLoop(word)
    } else {
      return false
    }
    return true
  }

  private mutating func parseTemplate(of item: Item) throws(Diagnostic) -> Template {
    let place = gapSpan
    if case .string(let pieces) = token.kind {
      advance()
      return Template(text: Expression.templateText(of: pieces), span: place)
    }
    let written = name(of: token)?.text
    throw Diagnostic(
      code: SyntaxCodes.unexpected, "`as` is followed by a name in quotes",
      at: Label(place, written == nil ? "no text in quotes" : "without quotes"),
      help: written.map { "write `\($0) = \(text(item.value.span))`, or `as \"\($0)\"`" }
        ?? "such as `as \"{col}_{FN}\"`",
      fixIts: written.map { [FixIt(place, "\"\($0)\"")] } ?? [])
  }

  private mutating func parseLoop(_ word: Token) throws(Diagnostic) -> Loop {
    guard let variable = takeName() else { throw badLoop(word, "a name was expected") }
    guard take(.in) else { throw badLoop(word, "`in` was expected") }
    return Loop(variable: variable, list: try parseExpression(Precedence.range))
  }

  private func badLoop(_ word: Token, _ expected: String) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.unexpected, "a loop names a variable and a list", at: Label(gapSpan, expected),
      labels: [Label(span(word), "the loop")], help: "such as `for s in [\"Active\", \"Closed\"]`")
  }

  /// Items in braces; an item that cannot be read is reported, and the next one is read.
  mutating func parseBraces() throws(Diagnostic) -> (items: [Item], closingComments: [String]) {
    let opening = index
    advance()
    var items: [Item] = []
    while true {
      skipNewlines()
      let isOver = isAtEnd || isAt(.pipe) || unclosed.contains(opening) && isOutside(opening)
      if isOver { throw neverClosed(tokens[opening]) }
      var (leading, hasBlankLine) = takeLeadingComments(before: token.lower)
      if isAt(.closeBrace) {
        while leading.last == "" { leading.removeLast() }
        advance()
        return (items, leading)
      }
      if hasBlankLine, !items.isEmpty { leading.insert("", at: 0) }
      guard var item = parseBracedItem(opening) else { continue }
      item.leadingComments = leading + takeInnerComments()
      item.trailingComment = takeTrailingComment()
      if take(.comma), item.trailingComment == nil { item.trailingComment = takeTrailingComment() }
      items.append(item)
    }
  }

  /// An item up to the separator behind it; nil after a report.
  private mutating func parseBracedItem(_ opening: Int) -> Item? {
    let (outerDepth, start) = (depth, index)
    do throws(Diagnostic) {
      if isAt(.comma) {
        try rejectComma()
      }
      let item = try parseItem()
      let leavesBraces = unclosed.contains(opening) && (isAt(.by) || isAt(.on))
      if leavesBraces { throw neverClosed(tokens[opening]) }
      if !isAtItemEnd { throw leftoverInItem(item) }
      return item
    } catch {
      depth = outerDepth
      report(error)
      skipItem(from: start)
      _ = take(.comma)
      return nil
    }
  }

  private func rejectComma() throws(Diagnostic) {
    throw Diagnostic(
      code: SyntaxCodes.separator, "nothing stands before this comma", at: Label(span(token)), help: "remove it",
      fixIts: [FixIt(span(token), "")])
  }

  private var isAtItemEnd: Bool { isAtLineEnd || isAt(.comma) || isAt(.closeBrace) || isAt(.pipe) }

  /// Whether the current line stands no deeper than the line of an opening brace: what nothing closes ends there.
  private func isOutside(_ opening: Int) -> Bool {
    token.startsLine && indentations[index] <= indentations[opening]
  }
}
