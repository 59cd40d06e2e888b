import Columns
import Language
import Session

/// Lists the cells of the session.
enum CellsCommand: SessionCommand {
  static let name = ".cells"
  static let purpose = CommandPurpose.look
  static let summary = "Lists the cells with their state and result."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let cells = workbench.session.cells
    guard !cells.isEmpty else { return workbench.show("there are no cells yet") }
    // Nobody waits for what takes less than a second.
    let seconds = cells.map { cell in cell.seconds.flatMap { $0 < 1 ? nil : ($0 * 10).rounded() / 10 } }
    let table = Table([
      ("cell", Column(ints: cells.map { Int64($0.number) })),
      ("state", Column(texts: cells.map(state))),
      ("result", Column(texts: cells.map(describe))),
    ] + (seconds.allSatisfy { $0 == nil } ? [] : [("seconds", Column(floats: seconds))]) + [
      ("statement", Column(texts: cells.map { $0.text.replacing(/\n */, with: " ") })),
    ])
    return workbench.show(Shown(.list(table)))
  }

  private static func state(of cell: NotebookCell) -> String {
    cell.state.rawValue + (cell.reason.map { ": \($0)" } ?? "")
  }

  private static func describe(_ cell: NotebookCell) -> String? {
    if let size = cell.size { return "\(TableSize(rows: size.rows, columns: size.columns))" }
    return cell.value?.kind.name
  }
}
