import Session

/// Makes two cells of one.
enum SplitCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell.")
  static let count = CommandArgument<Int>(count: "STAGES", "How many of its stages go into the first cell.")
  static let result = CommandArgument<String>("NAME", .words, "What the first cell is called.")
  static let name = ".split"
  static let purpose = CommandPurpose.change
  static let summary = "Makes two cells of cell N: its first stages under a name, and the others on top of that."
  static let arguments = [number.info, count.info, result.info]
  static let example = ".split 3 2 clean"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    try workbench.withStaleCells {
      try workbench.session.split(call[number], after: call[count], named: call[result])
      workbench.show("cell \(call[number]) is cells \(call[number]) and \(call[number] + 1) now")
    }
    return .entry
  }
}
