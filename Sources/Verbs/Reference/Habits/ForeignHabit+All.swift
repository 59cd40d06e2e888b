import Language

extension ForeignHabit {
  /// All habits, more special ones first. Their examples speak of a table `t` with numbers `x`, `y` and `k` and a text
  /// `name`; each is run by the tests.
  public static let all = statements + rowHabits + tableHabits + expressionHabits
}

/// Pieces of other languages that many habits share.
enum ForeignText {
  /// A name as it is written here: in backticks where it has other characters than letters, digits and `_`.
  static func column(_ name: some StringProtocol) -> String {
    let isPlain =
      name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } && name.first?.isNumber == false
    return isPlain ? String(name) : "`\(name)`"
  }

  /// Names between quotes or without them, separated by commas or blanks: `"a", "b"` and `a b`.
  static func columns(_ list: some StringProtocol) -> [String] {
    let isQuoted = list.contains { "\"'".contains($0) }
    let parts = list.split { isQuoted ? $0 == "," : $0 == "," || $0 == " " }
    return parts.map { part in
      column(String(part.trimmingPrefix { $0 == " " }.filter { !"\"'".contains($0) }).trimmedAtEnd)
    }.filter { !$0.isEmpty && $0 != "``" }
  }

  /// A condition in the spelling of pandas, R or SQL.
  /// - Parameter table: what the columns may be led by: `t.x`, `t["x"]`, `t$x`.
  static func condition(_ text: some StringProtocol, table: Substring = "") -> String {
    let owner = String(table)
    return String(text)
      .replacing(/(\w+)\["([^"]+)"\]/) { $0.1 == owner ? column($0.2) : String($0.0) }
      .replacing(/(\w+)[.$](\w+)/) { $0.1 == owner ? column($0.2) : String($0.0) }
      .replacing(/'([^']*)'/) { "\"\($0.1)\"" }
      .replacing(#/ *&&? */#, with: " and ").replacing(#/ *\|\|? */#, with: " or ").replacing(/<>/, with: "!=")
      .replacing(/\b(AND|OR|NOT|IN|IS|NULL)\b/) { $0.1.lowercased() }
      .replacing(/([^=!<>])=(?!=)/) { "\($0.1)==" }
      .replacing(/([^=<>! ])(==)([^=])/) { "\($0.1) == \($0.3)" }
  }
}

extension String {
  var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
