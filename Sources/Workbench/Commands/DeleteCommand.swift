import Session

/// Takes a cell out of the script.
enum DeleteCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell.")
  static let name = ".delete"
  static let purpose = CommandPurpose.change
  static let summary = "Takes cell N out of the session; what reads it is stale then. `.undo` brings it back."
  static let arguments = [number.info]
  static let example = ".delete 3"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let number = call[number], text = workbench.session.cell(number)?.text ?? ""
    try workbench.withStaleCells {
      try workbench.session.remove([number])
      workbench.show(Shown(.removed(number: number, text: text, writtenFiles: [])))
    }
    return .entry
  }
}
