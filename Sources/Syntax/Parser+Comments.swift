import Diagnostics

extension Parser {
  /// The comments before an offset that no one has taken, with `""` for each blank line between and below them.
  ///
  /// - Returns: the texts, and whether a blank line stands above the first of them (or above the token itself).
  mutating func takeLeadingComments(before offset: Int) -> (texts: [String], hasBlankLineAbove: Bool) {
    var texts: [String] = []
    var hasBlankLineAbove = false
    while commentIndex < comments.count, comments[commentIndex].lower < offset {
      let comment = comments[commentIndex]
      if comment.hasBlankLineAbove {
        if texts.isEmpty { hasBlankLineAbove = true } else { texts.append("") }
      }
      texts.append(comment.text)
      commentIndex += 1
    }
    if token.hasBlankLineAbove {
      if texts.isEmpty { hasBlankLineAbove = true } else { texts.append("") }
    }
    return (texts, hasBlankLineAbove)
  }

  /// The comments inside of what was just read; they move above it.
  mutating func takeInnerComments() -> [String] {
    var texts: [String] = []
    while commentIndex < comments.count, comments[commentIndex].lower < previousEnd {
      texts.append(comments[commentIndex].text)
      commentIndex += 1
    }
    return texts
  }

  /// The comment that follows what was just read in the same line.
  mutating func takeTrailingComment() -> String? {
    guard commentIndex < comments.count else { return nil }
    let comment = comments[commentIndex]
    var next = index
    while tokens[next].kind == .newline { next += 1 }
    let isNext = comment.lower < tokens[next].lower || tokens[next].kind == .end
    guard !comment.ownsLine, comment.lower >= previousEnd, isNext else { return nil }
    commentIndex += 1
    return comment.text
  }
}
