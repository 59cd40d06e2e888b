import Columns
import Language

/// Shows a table on the whole screen, to move through.
enum ViewCommand: SessionCommand {
  static let result = CommandArgument<String?>(
    optional: "NAME", .result, "A table, or what has one; the last result where none is named.")
  static let name = ".view"
  static let purpose = CommandPurpose.look
  static let summary = "Shows all rows and columns of a table on the whole screen; `H` lists the keys, `q` leaves it."
  static let arguments = [result.info]

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let named = call[result], look = workbench.look
    guard let table = try named.map({ try self.table(of: $0, workbench) }) ?? last(workbench) else {
      throw CommandMisuse(reason: named.map { "`\($0)` has no table" } ?? "there is no table yet")
    }
    let view = TableView(table, name: named ?? "last", look: look)
    if let frontEnd = workbench.frontEnd, frontEnd.scroll(view) { return .entry }
    return workbench.show(
      Shown(blocks: [[.table(table, look)], [.aside("there is no screen here to move through the table")]]))
  }

  /// A table that was recorded need not be computed to be looked at.
  private static func table(of word: String, _ workbench: Workbench) throws -> Table? {
    if let table = workbench.session.recordedTable(of: try workbench.cellNumber(word)) { return table }
    return mainTable(try workbench.currentValue(of: word))
  }

  private static func last(_ workbench: Workbench) throws -> Table? {
    try workbench.currentLastValue().flatMap(mainTable)
  }

  /// The table that stands for a value, or the first that it shows.
  private static func mainTable(_ value: any Value) -> Table? {
    value.mainTable ?? value.presentation.tables.first?.table
  }
}
