/// Puts a cell into the input line to be changed and run again.
enum EditCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell that is changed; its number stays.")
  static let name = ".edit"
  static let purpose = CommandPurpose.change
  static let summary = "Puts cell N into the input line; what it becomes takes its place."
  static let arguments = [number.info]

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let number = call[number]
    guard let cell = workbench.session.cell(number) else { throw CommandMisuse(reason: "there is no cell \(number)") }
    return .edit(cell: number, text: cell.text)
  }
}
