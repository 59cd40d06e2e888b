import Columns
import Language

/// Lists the names of the session.
enum ListCommand: SessionCommand {
  static let name = ".ls"
  static let usage = ".ls"
  static let summary = "Lists the names of results and parameters."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    let scope = prompt.session.scope
    let scalars = scope.scalars.map { (name: "$" + $0.key, kind: "parameter", value: text(of: $0.value)) }
    let bindings = scope.bindings.map { name, value in
      (name: name, kind: value.kind.name, value: value.table.map(TextRenderer.size) ?? facts(of: value))
    }
    let entries = (scalars + bindings).sorted { $0.name < $1.name }
    guard !entries.isEmpty else { return prompt.show("there are no names yet") }
    let table = Table([
      ("name", Column(texts: entries.map(\.name))), ("kind", Column(texts: entries.map(\.kind))),
      ("value", Column(texts: entries.map(\.value))),
    ])
    prompt.show(TextRenderer(for: prompt.screen, rows: .unlimited).listing(table))
  }

  private static func text(of scalar: Scalar) -> String {
    switch scalar {
    case .cell(let cell): CellFormat.literal(cell)
    case .list(let cells): "[" + cells.map(CellFormat.literal).joined(separator: ", ") + "]"
    }
  }

  private static func facts(of value: any Value) -> String {
    value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }.joined(separator: ", ")
  }
}
