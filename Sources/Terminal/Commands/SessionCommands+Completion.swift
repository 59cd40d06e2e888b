import Language

extension SessionCommands {
  /// The commands that a line can become, or what can stand behind one.
  ///
  /// - Returns: the texts, and where the word that they replace begins, in bytes.
  static func completions(
    of line: String, _ completer: Completer, topics: [String]
  ) -> (start: Int, texts: [String]) {
    let word = String(line.reversed().prefix { !$0.isWhitespace }.reversed())
    let before = words(of: String(line.dropLast(word.count)))
    var candidates = all.map { $0.usage == $0.name ? $0.name : $0.name + " " }
    if let first = before.first {
      switch command(first)?.completes {
      case .result: candidates = completer.scope.resultNames
      case .file where before.last == "--for": candidates = completer.scope.resultNames
      case .file where !word.hasPrefix("-") && before.count == 1:
        return (line.utf8.count - word.utf8.count, PathCompletion.paths(from: word))
      case .file: candidates = ["--for "]
      case .topic: candidates = topics
      case .setting: candidates = PromptSettings.all.map(\.name) + completer.scope.scalars.keys.map { $0 + "=" }
      case nil: candidates = []
      }
    }
    return (line.utf8.count - word.utf8.count, Set(candidates).filter { $0.hasPrefix(word) }.sorted())
  }
}
