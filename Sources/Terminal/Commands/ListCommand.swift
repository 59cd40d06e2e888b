import Columns
import Language
import Session

/// Lists the names of the session.
enum ListCommand: SessionCommand {
  static let name = ".ls"
  static let usage = ".ls"
  static let summary = "Lists the names of results and parameters."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    let scope = prompt.session.scope
    let scalars = scope.scalars.map { (name: "$" + $0.key, kind: "parameter", value: $0.value.literal) }
    let bindings = scope.bindings.map { name, value in
      (name: name, kind: value.kind.name, value: value.table.map(TextRenderer.size) ?? facts(of: value))
    }
    // What is stale has a name and no value.
    let stale = prompt.session.cells.filter { cell in
      cell.state != .done && cell.binding.map { prompt.session.cellNumber(of: $0) == cell.number } ?? false
    }.map { cell in
      (name: (cell.isPipeline ? "" : "$") + (cell.binding ?? ""), kind: cell.state.rawValue, value: cell.reason ?? "")
    }
    let entries = (scalars + bindings + stale).sorted { $0.name < $1.name }
    guard !entries.isEmpty else { return prompt.show("there are no names yet") }
    let table = Table([
      ("name", Column(texts: entries.map(\.name))), ("kind", Column(texts: entries.map(\.kind))),
      ("value", Column(texts: entries.map(\.value))),
    ])
    prompt.show(TextRenderer(for: prompt.screen, rows: .unlimited).listing(table))
  }

  private static func facts(of value: any Value) -> String {
    value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }.joined(separator: ", ")
  }
}
