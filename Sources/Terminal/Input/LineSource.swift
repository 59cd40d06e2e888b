/// Where the lines of a prompt come from.
public protocol LineSource {
  /// Reads a line; `preset` stands in it already, for the person to change.
  func readLine(prompt: String, preset: String) -> TypedLine
  /// Adds a whole entry to the history.
  func remember(_ entry: String)
  /// Sets what Tab offers from now on: for a line up to the cursor the texts that fit, and where the word that they
  /// replace begins, in bytes.
  func completes(_ completer: @escaping Completing)
}

/// What can stand at the end of a line, and where the word begins that it replaces, in bytes.
public typealias Completing = @Sendable (_ line: String) -> (start: Int, texts: [String])

extension LineSource {
  /// A source without a keyboard completes nothing.
  public func completes(_ completer: @escaping Completing) {}
}

/// What came of reading a line.
public enum TypedLine: Equatable, Sendable {
  case text(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or the end of the input.
  case end
}
