import Columns
import Language
import Session

/// Lists the names of the session.
enum ListCommand: SessionCommand {
  static let name = ".ls"
  static let purpose = CommandPurpose.look
  static let summary = "Lists the names of results and parameters."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let session = workbench.session, scope = session.scope
    let scalars = scope.scalars.map { (name: "$" + $0.key, kind: "parameter", value: $0.value.literal) }
    let bindings = scope.bindings.map { name, value in
      (name: name, kind: value.kind.name, value: value.table.map { "\(TableSize($0))" } ?? facts(of: value))
    }
    // What is stale has a name and no value.
    let stale = session.cells.filter { cell in
      cell.state != .done && cell.binding.map { session.cellNumber(of: $0) == cell.number } ?? false
    }.map { cell in
      let size = cell.size.map { "\(TableSize(rows: $0.rows, columns: $0.columns))" }
      return (
        name: (cell.isPipeline ? "" : "$") + (cell.binding ?? ""), kind: cell.state.rawValue,
        value: cell.reason ?? size ?? "")
    }
    let entries = (scalars + bindings + stale).sorted { $0.name < $1.name }
    guard !entries.isEmpty else { return workbench.show("there are no names yet") }
    let table = Table([
      ("name", Column(texts: entries.map(\.name))), ("kind", Column(texts: entries.map(\.kind))),
      ("value", Column(texts: entries.map(\.value))),
    ])
    return workbench.show(Shown(.list(table)))
  }

  private static func facts(of value: any Value) -> String {
    value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }.joined(separator: ", ")
  }
}
