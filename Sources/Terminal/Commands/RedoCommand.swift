/// Brings back what `.undo` took.
enum RedoCommand: SessionCommand {
  static let name = ".redo"
  static let usage = ".redo"
  static let summary = "Brings back what .undo took."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    prompt.show(prompt.session.redo() ? prompt.stateLine : "there is nothing to bring back")
  }
}
