import Diagnostics

extension Parser {
  /// Skips to the end of the statement; lines inside braces belong to it.
  mutating func skipLine() {
    var braces = 0
    while !isAtEnd, token.kind != .newline || braces > 0 {
      braces = max(0, braces + braceStep(index))
      advance()
    }
  }

  /// Skips to the `|` before the next stage or to the end of the statement. An open bracket is not left half-way.
  mutating func skipStage(from start: Int) {
    var braces = (start..<index).reduce(0) { max(0, $0 + braceStep($1)) }
    while !isAtEnd, !isAt(.pipe), token.kind != .newline || braces > 0 {
      braces = max(0, braces + braceStep(index))
      advance()
    }
  }

  /// Skips to the separator behind an item that began at the token `start`.
  mutating func skipItem(from start: Int) {
    var nesting = (start..<index).reduce(0) { max(0, $0 + nestingStep($1)) }
    while !isAtEnd, !isAt(.pipe) {
      if nesting == 0, isAtLineEnd || isAt(.comma) || isAt(.closeBrace) { return }
      nesting = max(0, nesting + nestingStep(index))
      advance()
    }
  }

  private func braceStep(_ place: Int) -> Int {
    switch tokens[place].kind {
    case .symbol(.openBrace): unclosed.contains(place) ? 0 : 1
    case .symbol(.closeBrace): -1
    default: 0
    }
  }

  private func nestingStep(_ place: Int) -> Int {
    switch tokens[place].kind {
    case .symbol(.openBrace), .symbol(.openParenthesis), .symbol(.openBracket): unclosed.contains(place) ? 0 : 1
    case .symbol(.closeBrace), .symbol(.closeParenthesis), .symbol(.closeBracket): -1
    default: 0
    }
  }
}
