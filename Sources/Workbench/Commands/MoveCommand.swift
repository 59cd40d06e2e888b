import Session

/// Moves a cell to another place of the script.
enum MoveCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell.")
  static let place = CommandArgument<Int>(cell: "TO", "The number that it has then.")
  static let name = ".move"
  static let purpose = CommandPurpose.change
  static let summary = "Moves cell N to the place of cell TO; the cells between them move by one."
  static let arguments = [number.info, place.info]
  static let example = ".move 5 2"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    try workbench.withStaleCells {
      try workbench.session.move(call[number], to: call[place])
      workbench.show("cell \(call[number]) is cell \(call[place]) now")
    }
    return .entry
  }
}
