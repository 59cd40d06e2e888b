import Terminal

/// A person who types what is planned, and ends with Ctrl-D.
final class ScriptedLines: LineSource {
  private var lines: [TypedLine]
  private(set) var prompts: [String] = []
  private(set) var presets: [String] = []
  private(set) var history: [String] = []

  init(_ lines: [TypedLine]) { self.lines = lines }

  convenience init(_ text: String) {
    self.init(text.split(separator: "\n", omittingEmptySubsequences: false).map { .text(String($0)) })
  }

  func readLine(prompt: String, preset: String) -> TypedLine {
    prompts.append(prompt)
    presets.append(preset)
    return lines.isEmpty ? .end : lines.removeFirst()
  }

  func remember(_ entry: String) { history.append(entry) }
}
