/// Brings back what `.undo` took.
enum RedoCommand: SessionCommand {
  static let name = ".redo"
  static let usage = ".redo"
  static let summary = "Brings back what .undo took."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    let before = prompt.staleCells
    guard let step = prompt.session.redo() else { return prompt.show("there is nothing to bring back") }
    prompt.show(step)
    prompt.sayStale(since: before)
  }
}
