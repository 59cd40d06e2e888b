/// Where the lines of a prompt come from.
public protocol LineSource {
  /// Reads a line; `preset` stands in it already, for the person to change.
  func readLine(prompt: String, preset: String) -> TypedLine
  /// Adds a whole entry to the history.
  func remember(_ entry: String)
}

/// What came of reading a line.
public enum TypedLine: Equatable, Sendable {
  case text(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or the end of the input.
  case end
}
