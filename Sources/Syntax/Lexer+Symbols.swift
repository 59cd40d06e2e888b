import Diagnostics

/// What other languages write, what it is read as, and what to say about it (nothing where the parser will).
private struct ForeignSpelling {
  let text: [UInt8]
  let kind: Token.Kind
  let message: String

  init(_ text: String, _ kind: Token.Kind, _ message: String) {
    (self.text, self.kind, self.message) = (Array(text.utf8), kind, message)
  }
}

extension Lexer {
  /// Operators and punctuation by their first byte, the longest first.
  private static let symbols: [[(text: [UInt8], symbol: Symbol)]] = byFirstByte(
    Symbol.allCases.map { (Array($0.rawValue.utf8), $0) }.sorted { $0.text.count > $1.text.count }, \.text)

  private static let foreign: [[ForeignSpelling]] = byFirstByte(foreignSpellings, \.text)

  private static func byFirstByte<Entry>(_ entries: [Entry], _ text: (Entry) -> [UInt8]) -> [[Entry]] {
    var table = [[Entry]](repeating: [], count: 256)
    for entry in entries { table[Int(text(entry)[0])].append(entry) }
    return table
  }

  /// Spellings of other languages with one clear meaning; the longest first where one begins another.
  private static let foreignSpellings: [ForeignSpelling] = [
    ForeignSpelling("%>%", .symbol(.pipe), "stages are joined by `|`"),
    ForeignSpelling("!==", .symbol(.notEqual), "`!=` compares"),
    ForeignSpelling("===", .symbol(.equal), "`==` compares"),
    ForeignSpelling("|>", .symbol(.pipe), "stages are joined by `|`"),
    ForeignSpelling("&&", .word("and"), "`and` joins two conditions"),
    ForeignSpelling("||", .word("or"), "`or` joins two conditions"),
    ForeignSpelling("<>", .symbol(.notEqual), "`!=` compares"),
    ForeignSpelling("=<", .symbol(.lessOrEqual), "the comparison is written `<=`"),
    ForeignSpelling("=>", .symbol(.greaterOrEqual), "the comparison is written `>=`"),
    ForeignSpelling(":=", .symbol(.assign), "a name is given with `=`"),
    ForeignSpelling("**", .symbol(.power), ""),
    ForeignSpelling("≤", .symbol(.lessOrEqual), "the comparison is written `<=`"),
    ForeignSpelling("≥", .symbol(.greaterOrEqual), "the comparison is written `>=`"),
    ForeignSpelling("≠", .symbol(.notEqual), "the comparison is written `!=`"),
    ForeignSpelling("−", .symbol(.minus), "minus is written `-`"),
    ForeignSpelling("–", .symbol(.minus), "minus is written `-`"),
    ForeignSpelling("×", .symbol(.star), "a product is written `*`"),
  ]

  mutating func lexSymbol() {
    let start = position
    if lexForeign() || lexTypographicQuotes() { return }
    for (text, symbol) in Self.symbols[Int(bytes[position])] where isAt(text) {
      position += text.count
      if symbol == .slash, tokens.last?.kind == .symbol(.tilde) {
        position = start
        return lexRegex()
      }
      return appendSymbol(symbol, from: start)
    }
    lexUnknown()
  }

  private func isAt(_ text: [UInt8]) -> Bool {
    guard bytes[position] == text[0], position + text.count <= bytes.count else { return false }
    return text.indices.allSatisfy { bytes[position + $0] == text[$0] }
  }

  private mutating func appendSymbol(_ symbol: Symbol, from start: Int) {
    let index = tokens.count
    let isBehindAt = tokens.last?.kind == .symbol(.at) && !gap.hasSpace && !gap.hasNewline
    var isPredicate = false
    if case .glob = tokens.last?.kind { isPredicate = true }
    append(.symbol(symbol), from: start)
    switch symbol {
    case .openParenthesis:
      let holdsSelector = isBehindAt || brackets.last?.holdsSelector == true && !isPredicate
      brackets.append(OpenBracket(symbol: symbol, index: index, holdsSelector: holdsSelector))
    case .openBracket, .openBrace:
      brackets.append(OpenBracket(symbol: symbol, index: index, holdsSelector: false))
    case .closeParenthesis, .closeBracket, .closeBrace:
      guard brackets.contains(where: { $0.symbol.closing == symbol }) else { return }
      closeBrackets { $0.symbol.closing == symbol }
      brackets.removeLast()
    case .pipe: closeBrackets { _ in false }
    default: break
    }
  }

  private mutating func lexForeign() -> Bool {
    let start = position
    if lexArrowAssignment() || lexExclamation() { return true }
    for spelling in Self.foreign[Int(bytes[position])] where isAt(spelling.text) {
      position += spelling.text.count
      let kind = spelling.kind
      if !spelling.message.isEmpty { reportForeign(from: start, kind, spelling.message) }
      if case .symbol(let symbol) = kind { appendSymbol(symbol, from: start) } else { append(kind, from: start) }
      return true
    }
    return false
  }

  private mutating func reportForeign(from start: Int, _ kind: Token.Kind, _ message: String) {
    let place = span(from: start)
    let replacement =
      switch kind {
      case .symbol(let symbol): symbol.rawValue
      case .word(let word): word
      default: ""
      }
    report(
      SyntaxCodes.spelling, message, at: place, "write `\(replacement)`", fixIts: [FixIt(place, replacement)])
  }

  /// R's `x <- …` at the start of a line; elsewhere `x <-1` is a comparison.
  private mutating func lexArrowAssignment() -> Bool {
    guard byte(at: position) == UInt8(ascii: "<"), byte(at: position + 1) == UInt8(ascii: "-"), let last = tokens.last,
      last.startsLine, brackets.isEmpty, case .word = last.kind
    else { return false }
    let start = position
    position += 2
    reportForeign(from: start, .symbol(.assign), "a name is given with `=`")
    append(.symbol(.assign), from: start)
    return true
  }

  /// `!x` for `not x`.
  private mutating func lexExclamation() -> Bool {
    guard byte(at: position) == UInt8(ascii: "!"), byte(at: position + 1) != UInt8(ascii: "=") else { return false }
    let start = position
    position += 1
    let place = span(from: start)
    report(
      SyntaxCodes.spelling, "a condition is negated with `not`", at: place, "write `not`",
      fixIts: [FixIt(place, "not ")])
    append(.word("not"), from: start)
    return true
  }

  /// “text”, as word processors write it.
  private mutating func lexTypographicQuotes() -> Bool {
    let start = position
    guard let opening = scalar(at: position), "“”„«".unicodeScalars.contains(opening) else { return false }
    position += scalarLength(at: position)
    let contentStart = position
    while position < bytes.count, !isLineBreak(position), let scalar = scalar(at: position) {
      let end = position
      position += scalarLength(at: position)
      guard "“”»\"".unicodeScalars.contains(scalar) else { continue }
      reportForeignQuotes(from: start, text(contentStart..<end))
      return true
    }
    reportUnterminated("this string does not end in its line", from: start, closing: "\"")
    return true
  }

  private mutating func lexUnknown() {
    let start = position
    guard let scalar = scalar(at: position) else { return }
    position += scalarLength(at: position)
    let properties = scalar.properties
    if scalar == ";" {
      lexSemicolon(from: start)
    } else if properties.isWhitespace {
      skipUnread(
        from: start, "this is not an ordinary space but \(Self.codePoint(scalar))", help: "replace it by a space",
        replacement: " ")
    } else if properties.generalCategory == .control || properties.generalCategory == .format {
      skipUnread(
        from: start, "the invisible character \(Self.codePoint(scalar)) cannot stand here", help: "remove it")
    } else {
      skipUnread(
        from: start, "`\(String(Character(scalar)))` has no meaning here",
        help: "a name with unusual characters stands in backticks")
    }
  }

  /// `;` is read as the end of the statement.
  private mutating func lexSemicolon(from start: Int) {
    let place = span(from: start)
    var next = position
    while byte(at: next) == UInt8(ascii: " ") { next += 1 }
    let isLast = next >= bytes.count || isLineBreak(next) || byte(at: next) == UInt8(ascii: "#")
    report(
      SyntaxCodes.separator, "statements are separated by newlines", at: place,
      help: isLast ? "remove the `;`" : "start a new line here", fixIts: [FixIt(place, isLast ? "" : "\n")])
    gap.hasSpace = true
    guard !isLast, let last = tokens.last, last.kind != .newline else { return }
    closeBrackets { _ in false }
    append(.newline, from: start)
  }
}
