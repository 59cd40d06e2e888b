import Diagnostics
import Session

/// Takes the last change of the session back.
enum UndoCommand: SessionCommand {
  static let name = ".undo"
  static let usage = ".undo"
  static let summary = "Takes the last cell or change back. Files that were written stay."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    let before = prompt.staleCells
    guard let step = prompt.session.undo() else { return prompt.show("there is nothing to take back") }
    prompt.show(step)
    prompt.sayStale(since: before)
  }
}

extension Prompt {
  /// Says what a step through the history has done: `cell 3 is gone: clean = app | …`.
  func show(_ step: Session.HistoryStep) {
    func line(_ number: Int, _ what: String, _ text: String) -> String {
      CutText.end("cell \(number) \(what): \(text.replacing(/\n */, with: " "))", to: renderer.width)
    }
    switch step {
    case .removed(let number, let text, let files):
      show(line(number, "is gone", text))
      if !files.isEmpty { show("what it wrote stays: \(Prose.list(files.map { DisplayWidth.sanitised($0) }))") }
    case .added(let number, let text): show(line(number, "is back", text))
    case .changed(let number, let text): show(line(number, "is now", text))
    case .text(let lines):
      show(lines.isEmpty ? "the text below the last cell is gone" : "the text below the last cell is as it was")
    case .set(let name, let value):
      show(value.map { "`\(name)` is set to \(DisplayWidth.sanitised($0))" } ?? "`\(name)` is as the script has it")
    }
  }
}
