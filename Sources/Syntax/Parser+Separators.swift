import Diagnostics

extension Parser {
  func missingComma(before what: String) -> Diagnostic {
    let gap = Span(source: source, lower: previousEnd, upper: previousEnd)
    return Diagnostic(
      code: SyntaxCodes.separator, "a comma is missing before \(what) \(describe(token))",
      at: Label(span(token).joined(with: span(peek())), "write `, \(describe(token).filter { $0 != "`" }): …`"),
      fixIts: [FixIt(gap, ",")])
  }

  /// Two things stand side by side in a stage: a comma, an operator or a `|` was forgotten, or another language is
  /// spoken. The help is something that can stand there, or there is none.
  func missingSeparator(in stage: Stage, isFirst: Bool) -> Diagnostic {
    if isAt(.colon) { return misplacedColon() }
    if let path = path(in: stage, isFirst: isFirst) { return unquotedPath(path, verb: stage.verb) }
    if let field = fieldWithoutDollar() { return field }
    if let verb = verbBehindSource(stage, isFirst: isFirst) { return missingPipe(before: verb, in: stage) }
    let foreign = sortDirection(in: stage) ?? groupingWord(in: stage)
    let help = foreign?.help ?? unboundPipeline(verb: stage.verb) ?? neighbours.map { "write `\($0.text)`" }
    return Diagnostic(
      code: SyntaxCodes.separator, "a comma or a `|` is missing before \(describe(token))",
      at: Label(span(token), "not expected here"), help: help,
      fixIts: foreign?.fixIts ?? neighbours?.fixIts ?? [])
  }

  /// The word behind a source that is a verb, if its `|` was forgotten.
  private func verbBehindSource(_ stage: Stage, isFirst: Bool) -> Name? {
    guard isFirst, stage.options.isEmpty, stage.by == nil, stage.on == nil, stage.arguments.count == 1,
      stage.arguments[0].name == nil, case .name(let verb) = stage.arguments[0].value.kind
    else { return nil }
    return verb
  }

  private func missingPipe(before verb: Name, in stage: Stage) -> Diagnostic {
    let place = Span(source: source, lower: verb.span.lower, upper: verb.span.lower)
    return Diagnostic(
      code: SyntaxCodes.separator, "a `|` or a comma is missing before \(describe(token))",
      at: Label(span(token), "not expected here"),
      help: "to apply `\(verb.text)` to `\(stage.verb.text)`, write "
        + "`\(stage.verb.text) | \(textToStageEnd(from: verb.span.lower))`",
      fixIts: [FixIt(place, "| ")])
  }

  /// What stands before the cursor and behind it up to the stage's end with commas between, where all of it is names
  /// and numbers: `a, b, c`.
  var neighbours: (text: String, fixIts: [FixIt])? {
    guard index > 0, isSimple(tokens[index - 1]), isString(tokens[index - 1]) == isString(token),
      bytes[previousEnd..<token.lower].allSatisfy({ $0 <= 0x20 })
    else { return nil }
    var words = [text(span(tokens[index - 1]))], fixIts: [FixIt] = [], place = index
    while isSimple(tokens[place]) {
      let gap = tokens[place - 1].upper
      fixIts.append(FixIt(Span(source: source, lower: gap, upper: gap), ","))
      words.append(text(span(tokens[place])))
      place += 1
    }
    return words.count > 1 && isListEnd(tokens[place]) ? (words.joined(separator: ", "), fixIts) : nil
  }

  /// Whether a list can end before a token: what an operator follows belongs to a longer value.
  private func isListEnd(_ token: Token) -> Bool {
    guard case .symbol(let symbol) = token.kind else { return true }
    return [.pipe, .comma, .closeParenthesis, .closeBracket, .closeBrace].contains(symbol)
  }

  private func isString(_ token: Token) -> Bool { if case .string = token.kind { true } else { false } }

  /// A name, a number or a text that can stand in a list.
  private func isSimple(_ token: Token) -> Bool {
    switch token.kind {
    case .int, .float, .string: true
    default: name(of: token) != nil
    }
  }

  /// A pipeline where a name belongs: `left join load "b.csv" on k`.
  /// - Parameter verb: the stage's verb; nil inside of parentheses.
  func unboundPipeline(verb: Name?) -> String? {
    guard case .string = token.kind, index > 0, let source = word(tokens[index - 1]),
      let on = tokens[index...].firstIndex(where: { $0.kind == .word(ReservedWord.on.rawValue) }),
      !tokens[index..<on].contains(where: { [.newline, .symbol(.pipe)].contains($0.kind) })
    else { return nil }
    let stage = verb.map { ", then `\($0.text) other \(textToStageEnd(from: tokens[on].lower))`" } ?? ""
    return "bind it to a name first: `other = \(source) \(text(span(token)))`\(stage)"
  }
}
