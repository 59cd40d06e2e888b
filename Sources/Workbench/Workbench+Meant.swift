import Language

extension Workbench {
  /// What people type who come from another prompt.
  private static let habits = [
    "?": HelpCommand.name, "docs": HelpCommand.name, "man": HelpCommand.name, "exit": QuitCommand.name,
    "q": QuitCommand.name, "bye": QuitCommand.name,
  ]

  /// The command that was typed without its dot, with what stood behind it: `help join`, `exit()`. Nil for anything
  /// that has a meaning of its own, or was meant as a statement.
  func meant(by text: String) -> String? {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty, !text.contains("\n") else { return nil }
    // `show plan a | …`
    if words.count > 1, words[0] == "show", SessionCommands.command("." + words[1]) != nil { words.removeFirst() }
    let first = words.removeFirst().replacing("()", with: "")
    let isTaken = session.scope.resultNames.contains(first) || session.scope.definitions[first] != nil
      || session.catalog[first] != nil
    let goesOn = words.first.map { ["=", "|", ","].contains($0.prefix(1)) } ?? false
    guard !isTaken, !goesOn, let name = Self.habits[first] ?? SessionCommands.command("." + first)?.name else {
      return nil
    }
    return ([name] + words).joined(separator: " ")
  }
}
