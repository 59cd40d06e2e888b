import Syntax

/// What a front end asks about a text before it is an entry.
public enum Entry {
  /// Whether it asks or changes something about the session: it begins with a dot, and is one line.
  public static func isCommand(_ text: String) -> Bool { text.first { !$0.isWhitespace } == "." }

  /// Whether it goes on in the next line: a bracket is open, or it ends in something that needs more.
  public static func goesOn(_ text: String) -> Bool { !isCommand(text) && Parser.isIncomplete(text) }
}
