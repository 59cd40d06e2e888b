import Diagnostics

/// What people write who come from other languages, and how it is written here.
extension Parser {
  /// `sort n desc`
  func sortDirection(in stage: Stage) -> (help: String, fixIts: [FixIt])? {
    guard let word = word(token)?.lowercased(), let last = stage.arguments.last, last.span.upper == previousEnd,
      last.name == nil, case .name = last.value.kind
    else { return nil }
    let place = Span(source: source, lower: last.span.upper, upper: token.upper)
    let before = text(Span(source: source, lower: stage.verb.span.lower, upper: last.span.lower))
    switch word {
    case "desc", "descending":
      let start = Span(source: source, lower: last.span.lower, upper: last.span.lower)
      return ("write `\(before)-\(text(last.span))`", [FixIt(start, "-"), FixIt(place, "")])
    case "asc", "ascending":
      return ("that is so without the word: `\(before)\(text(last.span))`", [FixIt(place, "")])
    default: return nil
    }
  }

  /// `agg median(age) over housing`, `agg count() group by housing`
  func groupingWord(in stage: Stage) -> (help: String, fixIts: [FixIt])? {
    guard let word = word(token)?.lowercased(), !stage.arguments.isEmpty, stage.by == nil else { return nil }
    let hasBy = peek().kind == .word(ReservedWord.by.rawValue)
    let keys = hasBy ? peek(2) : peek()
    guard word == "over" || word == "per" || hasBy && ["group", "grouped", "partition"].contains(word),
      name(of: keys) != nil
    else { return nil }
    let before = text(Span(source: source, lower: stage.verb.span.lower, upper: previousEnd))
    let place = Span(source: source, lower: token.lower, upper: keys.lower)
    return ("write `\(before) by \(textToStageEnd(from: keys.lower))`", [FixIt(place, "by ")])
  }

  /// `e.auc` for `$e.auc`, with the cursor at the dot.
  func fieldWithoutDollar() -> Diagnostic? {
    guard isAt(.dot), token.isTight, peek().isTight, let field = anyName(of: peek()), index > 0,
      case .word(let result) = tokens[index - 1].kind
    else { return nil }
    let start = tokens[index - 1].lower
    return Diagnostic(
      code: SyntaxCodes.separator, "a field of a result is read with a dollar",
      at: Label(Span(source: source, lower: start, upper: field.span.upper), "without a dollar"),
      help: "write `$\(result).\(field.text)`", fixIts: [FixIt(Span(source: source, lower: start, upper: start), "$")])
  }

  /// The path that was written as a stage's argument without quotes: `load d/dup.csv`, with the cursor at a dot.
  func path(in stage: Stage, isFirst: Bool) -> Span? {
    guard isAt(.dot), token.isTight, peek().isTight, let last = stage.arguments.last, last.name == nil,
      last.span.upper == previousEnd, !text(last.span).contains(where: { $0.isWhitespace || $0 == "\"" })
    else { return nil }
    let path = wordSpan(from: last.span.lower)
    let ending = text(path).split(separator: ".").last.map { $0.lowercased() } ?? ""
    return isFirst || text(path).contains("/") || Self.fileEndings.contains(ending) ? path : nil
  }

  /// The path at the cursor, where nothing else can begin so: `/data/x.csv`, `../x.csv`, `~/x.csv`.
  var pathAtCursor: Span? {
    guard isAt(.slash) || isAt(.tilde) || isAt(.range) || isAt(.dot), peek().isTight else { return nil }
    let path = wordSpan(from: token.lower), typed = text(path)
    let isPath = ["/", "~/", "./", "../"].contains { typed.hasPrefix($0) }
    return isPath && typed.last != "/" && typed.count > 3 ? path : nil
  }

  func unquotedPath(_ path: Span, verb: Name? = nil) -> Diagnostic {
    let quoted = "\"\(text(path))\""
    return Diagnostic(
      code: SyntaxCodes.separator, "a path stands in quotes", at: Label(path, "without quotes"),
      help: "write `\(verb.map { "\($0.text) " } ?? "")\(quoted)`", fixIts: [FixIt(path, quoted)])
  }

  /// From an offset to the next white space, comma or bar.
  private func wordSpan(from lower: Int) -> Span {
    let upper = bytes[lower...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "|") }
    return Span(source: source, lower: lower, upper: upper ?? bytes.count)
  }

  private static let fileEndings: Set<String> = [
    "csv", "tsv", "txt", "parquet", "json", "jsonl", "ndjson", "gz", "zip", "svg", "html", "xlsx",
  ]
}
