/// Shows the last result again.
enum LastCommand: SessionCommand {
  static let rows = CommandArgument<Int?>(optional: "ROWS", .count, "How many rows of it are shown.")
  static let name = ".last"
  static let purpose = CommandPurpose.look
  static let summary = "Shows the last result again, with up to ROWS rows (100)."
  static let arguments = [rows.info]
  static let example = ".last 100"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    guard let value = try workbench.currentLastValue() else { return workbench.show("there is no result yet") }
    let rows = call[rows] ?? 100
    var look = workbench.look
    look.rows = RowWindow.Limit(all: rows, first: rows - rows / 4, last: rows / 4)
    return workbench.show(Shown(value, look: look))
  }
}
