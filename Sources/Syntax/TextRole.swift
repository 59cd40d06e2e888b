import Diagnostics

/// What a piece of a text is, for whoever colours it.
public enum TextRole: Sendable, Equatable {
  case keyword, verb, text, number, column, comment

  /// The pieces of a text that are something of their own, in order, as ranges of bytes. Whatever is typed has some.
  public static func pieces(of text: String) -> [(range: Range<Int>, role: TextRole)] {
    let lexed = Lexer.run(text, source: SourceID(rawValue: 0))
    var found: [(range: Range<Int>, role: TextRole)] = []
    for (index, token) in lexed.tokens.enumerated() where token.upper > token.lower {
      if let role = role(of: token, before: index, lexed.tokens) { found.append((token.lower..<token.upper, role)) }
    }
    found += lexed.comments.map { ($0.lower..<$0.upper, .comment) }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func role(of token: Token, before index: Int, _ tokens: [Token]) -> TextRole? {
    switch token.kind {
    case .word(let word):
      if ReservedWord(rawValue: word) != nil { return .keyword }
      let before = index > 0 ? tokens[index - 1].kind : .newline
      return before == .symbol(.pipe) ? .verb : nil
    case .string, .regex: return .text
    case .int, .float: return .number
    case .glob: return .column
    default: return nil
    }
  }
}
