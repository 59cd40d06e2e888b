import Columns
import Language
import Session

/// Lists the cells of the session.
enum CellsCommand: SessionCommand {
  static let name = ".cells"
  static let usage = ".cells"
  static let summary = "Lists the cells with their state and result."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    let cells = prompt.session.cells
    guard !cells.isEmpty else { return prompt.show("there are no cells yet") }
    let table = Table([
      ("cell", Column(ints: cells.map { Int64($0.number) })),
      ("state", Column(texts: cells.map(state))),
      ("result", Column(texts: cells.map { $0.value.map(describe) })),
      ("statement", Column(texts: cells.map { $0.text.replacing(/\n */, with: " ") })),
    ])
    prompt.show(TextRenderer(for: prompt.screen, rows: .unlimited).listing(table))
  }

  private static func state(of cell: NotebookCell) -> String {
    cell.state.rawValue + (cell.reason.map { ": \($0)" } ?? "")
  }

  private static func describe(_ value: any Value) -> String {
    value.table.map(TextRenderer.size) ?? value.kind.name
  }
}
