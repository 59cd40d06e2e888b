/// Brings back what `.undo` took.
enum RedoCommand: SessionCommand {
  static let name = ".redo"
  static let purpose = CommandPurpose.change
  static let summary = "Brings back what .undo took."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    workbench.withStaleCells {
      workbench.show(workbench.session.redo().map(Shown.init) ?? Shown("there is nothing to bring back"))
    }
  }
}
