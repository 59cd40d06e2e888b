import Columns
import Diagnostics

/// Puts a table on the clipboard.
enum CopyCommand: SessionCommand {
  static let result = CommandArgument<String>("NAME", .result, "A table.")
  static let name = ".copy"
  static let purpose = CommandPurpose.keep
  static let summary = "Puts a table on the clipboard, with tabs between the cells, as spreadsheets take it."
  static let arguments = [result.info]
  static let example = ".copy rates"
  /// More cells than anybody pastes.
  private static let mostCells = 2_000_000

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let table = try workbench.table(of: call[result]), size = TableSize(table)
    guard table.rowCount * table.columns.count <= mostCells else {
      return workbench.show(Shown("\(call[result]) has \(size): too many for a clipboard", role: .failure))
    }
    let text = SpreadsheetText.text(of: table)
    switch workbench.frontEnd?.copy(text) ?? .unavailable {
    case .done(let way):
      return workbench.show("copied \(call[result]): \(size), \(DigitGroups.grouped(text.utf8.count)) bytes, by \(way)")
    case .tooLong(let way, let limit):
      return workbench.show(
        Shown(
          "\(call[result]) was not copied: it is \(DigitGroups.grouped(text.utf8.count)) bytes long, and \(way) takes "
            + "\(DigitGroups.grouped(limit))", role: .failure))
    case .unavailable:
      let reason = "there is no clipboard here: neither a program for it nor a terminal"
      return workbench.show(Shown(reason, role: .failure))
    }
  }
}
