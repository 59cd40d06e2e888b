import Language

/// Shows a table on the whole screen, to move through.
enum ViewCommand: SessionCommand {
  static let result = CommandArgument<String?>(
    optional: "NAME", .result, "A table; the last result where none is named.")
  static let name = ".view"
  static let purpose = CommandPurpose.look
  static let summary = "Shows all rows and columns of a table on the whole screen; `H` lists the keys, `q` leaves it."
  static let arguments = [result.info]

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let named = call[result], look = workbench.look
    guard let table = try named.map({ try workbench.table(of: $0) }) ?? workbench.currentLastValue()?.table else {
      throw CommandMisuse(reason: "only tables can be viewed")
    }
    let view = TableView(table, name: named ?? "last", look: look)
    if let frontEnd = workbench.frontEnd, frontEnd.scroll(view) { return .entry }
    return workbench.show(
      Shown(blocks: [[.table(table, look)], [.aside("there is no screen here to move through the table")]]))
  }
}
