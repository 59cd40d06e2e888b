import Diagnostics
import Session

/// Takes the last change of the session back.
enum UndoCommand: SessionCommand {
  static let name = ".undo"
  static let purpose = CommandPurpose.change
  static let summary = "Takes the last cell or change back. Files that were written stay."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    workbench.withStaleCells {
      workbench.show(workbench.session.undo().map(Shown.init) ?? Shown("there is nothing to take back"))
    }
  }
}

extension Shown {
  /// What a step through the history has done: `cell 3 is gone: clean = app | …`.
  init(_ step: Session.HistoryStep) {
    func line(_ number: Int, _ what: String, _ text: String) -> Part {
      .line(StyledLine("cell \(number) \(what): \(text.replacing(/\n */, with: " "))", fit: .cut))
    }
    switch step {
    case .removed(let number, let text, let files):
      self.init(line(number, "is gone", text))
      if !files.isEmpty { add([.text("what it wrote stays: \(Prose.list(files))")]) }
    case .added(let number, let text): self.init(line(number, "is back", text))
    case .changed(let number, let text): self.init(line(number, "is now", text))
    case .text(let lines):
      self.init(lines.isEmpty ? "the text below the last cell is gone" : "the text below the last cell is as it was")
    case .set(let name, let value):
      self.init(value.map { "`\(name)` is set to \($0)" } ?? "`\(name)` is as the script has it")
    }
  }
}
