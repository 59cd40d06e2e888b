/// Takes the last change of the session back.
enum UndoCommand: SessionCommand {
  static let name = ".undo"
  static let usage = ".undo"
  static let summary = "Takes the last cell or change back. Files that were written stay."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    prompt.show(prompt.session.undo() ? prompt.stateLine : "there is nothing to take back")
  }
}

extension Prompt {
  /// `3 cells; the last is: clean = app | …`
  var stateLine: String {
    let cells = session.cells
    guard let last = cells.last else { return "there are no cells now" }
    let count = cells.count == 1 ? "1 cell; it is" : "\(cells.count) cells; the last is"
    return CutText.end("\(count): \(last.text.replacing(/\n */, with: " "))", to: renderer.width)
  }
}
