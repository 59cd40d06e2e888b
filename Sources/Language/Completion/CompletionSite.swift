/// Where the cursor stands in a text that is being typed: the word before it, and what that word can be.
///
/// The text is looked at character by character, because what is half typed seldom parses.
package struct CompletionSite: Equatable {
  /// What the word at the cursor can be.
  package enum Place: Equatable {
    /// The first word of a statement or of a bound pipeline: a result, or a verb that starts one.
    case start
    /// The word behind a `|`.
    case verb
    /// Somewhere behind a stage's first word, which begins the text; `option` is set behind `option:`.
    case argument(stage: String, option: String?)
  }

  /// The beginning of the word, with `@` or `$` in front.
  package var word: String
  /// Where the word begins, in bytes.
  package var start: Int
  package var place: Place
  /// The statement up to the last `|` outside of brackets; nil where there is none.
  package var preceding: String?
  /// The word before the innermost open parenthesis of the stage.
  package var call: String?

  /// - Parameter text: everything up to the cursor.
  package init(_ text: String) {
    var scanner = Scanner()
    let characters = Array(text)
    for index in characters.indices { scanner.take(characters, index) }
    var first = characters.count
    if let quoted = scanner.openName {
      first = quoted
    } else {
      while first > 0, Self.continuesWord(characters[first - 1]) { first -= 1 }
    }
    word = String(characters[first...])
    start = String(characters[..<first]).utf8.count
    let stageStart = scanner.pipe.map { $0 + 1 } ?? scanner.statement
    preceding = scanner.pipe.map { String(characters[scanner.statement..<$0]) }
    call = scanner.parentheses.last.flatMap { place in
      let before = characters[stageStart..<max(stageStart, place)]
      let name = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return name.isEmpty ? nil : String(name.reversed())
    }
    let before = String(characters[min(stageStart, first)..<first]).trimmed
    if before.isEmpty {
      place = scanner.pipe == nil ? .start : .verb
    } else if scanner.pipe == nil, before.wholeMatch(of: /[\w`]+\s*=/) != nil {
      place = .start
    } else {
      let stage = scanner.pipe == nil ? String(before.trimmingPrefix(/[\w`]+\s*=(?!=)\s*/)) : before
      let option = before.firstMatch(of: /(\w+)\s*:$/).map { String($0.1) }
      place = .argument(stage: stage, option: option)
    }
  }

  private static func continuesWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_@$.?*".contains(character)
  }

  /// Finds the statement and the stage of the last character.
  private struct Scanner {
    var statement = 0
    var pipe: Int?
    /// The open parentheses.
    var parentheses: [Int] = []
    private var depth = 0
    private var quote: Character?
    private var quoteStart = 0
    private var isComment = false

    /// Where the name in backticks begins that is not closed yet.
    var openName: Int? { quote == "`" ? quoteStart : nil }

    mutating func take(_ characters: [Character], _ index: Int) {
      let character = characters[index]
      if isComment {
        isComment = character != "\n"
        if isComment { return }
      }
      if let open = quote {
        let isEscaped = index > 0 && characters[index - 1] == "\\"
        if character == open && !isEscaped { quote = nil }
        return
      }
      switch character {
      case "\"", "`": (quote, quoteStart) = (character, index)
      case "#": isComment = true
      case "(", "[", "{":
        depth += 1
        if character == "(" { parentheses.append(index) }
      case ")", "]", "}":
        depth -= 1
        if character == ")" { _ = parentheses.popLast() }
      case "|" where depth <= 0: (pipe, parentheses) = (index, [])
      case "\n" where depth <= 0 && !Self.goesOn(characters, index):
        (statement, pipe, depth, parentheses) = (index + 1, nil, 0, [])
      default: break
      }
    }

    /// Whether a statement goes on behind a newline.
    private static func goesOn(_ characters: [Character], _ newline: Int) -> Bool {
      let before = characters[..<newline].last { !$0.isWhitespace }
      let behind = characters[newline...].first { !$0.isWhitespace }
      return behind == "|" || before.map { "|,=+-*/<>".contains($0) } ?? false
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
