import Language

extension ForeignHabit {
  /// Values that are written differently within a stage.
  static let expressionHabits: [ForeignHabit] = [
    ForeignHabit(
      .stage, "conditions are written `if … then … else …`",
      "derive z = case when x = 1 then 2 when x > 5 then 3 else 4 end",
      "derive z = if x == 1 then 2 else if x > 5 then 3 else 4"
    ) { stage in
      guard let found = stage.firstMatch(of: /(?i)\bcase\s+(when\s.+?)\s+else\s+(.+?)\s+end\b/) else { return nil }
      let branches = found.1.split(separator: /(?i)\bwhen\s+/).map { branch -> String in
        let parts = branch.split(separator: /(?i)\s+then\s+/)
        guard parts.count == 2 else { return "" }
        return "if \(ForeignText.condition(parts[0])) then \(String(parts[1]).trimmedAtEnd) else "
      }
      guard branches.allSatisfy({ !$0.isEmpty }) else { return nil }
      return String(stage[..<found.range.lowerBound]) + branches.joined() + found.2 + stage[found.range.upperBound...]
    },
    ForeignHabit(
      .stage, "conditions are written `if … then … else …`", "derive z = np.where(x > 3, 1, min(x, 2))",
      "derive z = if x > 3 then 1 else min(x, 2)"
    ) { stage in
      Call.replacing(["np.where", "numpy.where", "ifelse", "if_else", "iif", "iff", "IF"], in: stage, count: 3) {
        parts in
        "if \(ForeignText.condition(parts[0])) then \(parts[1]) else \(parts[2])"
      }
    },
    ForeignHabit(
      .stage, "bands of equal counts are made by a stage", "derive q = qcut(x, 4)",
      "bin x, method: quantile, bins: 4"
    ) { stage in
      stage.wholeMatch(of: /\w+ +\w+ *= *(?:pd\.)?(?:qcut|ntile)\( *(\w+) *, *(\d+) *\)/).map {
        "bin \($0.1), method: quantile, bins: \($0.2)"
      }
    },
  ]
}

/// Calls of functions in a text, found by their parentheses.
private enum Call {
  /// The text with the first call of one of the functions replaced; nil where none has so many arguments.
  static func replacing(
    _ names: [String], in text: String, count: Int, by own: (_ arguments: [String]) -> String
  ) -> String? {
    for name in names {
      guard let place = text.firstRange(of: name + "("),
        place.lowerBound == text.startIndex || !text[text.index(before: place.lowerBound)].isLetter,
        let (arguments, end) = arguments(of: text, from: place.upperBound), arguments.count == count
      else { continue }
      return text[..<place.lowerBound] + own(arguments) + text[end...]
    }
    return nil
  }

  /// What stands between commas up to the closing parenthesis, and where the text goes on.
  private static func arguments(of text: String, from start: String.Index) -> ([String], String.Index)? {
    var parts = [""], nesting = 0, isQuoted = false
    var place = start
    while place < text.endIndex {
      let character = text[place]
      place = text.index(after: place)
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted {
        if character == ")" || character == "]" {
          if nesting == 0 { return (parts.map { String($0.trimmingPrefix(" ")).trimmedAtEnd }, place) }
          nesting -= 1
        }
        if character == "(" || character == "[" { nesting += 1 }
        if character == ",", nesting == 0 {
          parts.append("")
          continue
        }
      }
      parts[parts.count - 1].append(character)
    }
    return nil
  }
}
