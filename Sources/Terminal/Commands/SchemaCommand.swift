import Columns
import Diagnostics
import Language

/// Shows the columns of a table.
enum SchemaCommand: SessionCommand {
  static let name = ".schema"
  static let usage = ".schema [NAME]"
  static let summary = "Shows the columns of a table, or of the last result, with types and nulls."
  static let completes: CommandArgument? = .result

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count <= 1 else { throw CommandMisuse() }
    let bindings = prompt.session.scope.bindings
    let value = arguments.first.map { bindings[$0] } ?? prompt.lastValue
    if let name = arguments.first, value == nil {
      let help = Suggestions.help(for: name, among: bindings.keys).map { "; \($0)" } ?? ""
      throw CommandMisuse(reason: "nothing is called `\(name)`\(help)")
    }
    guard let table = value?.table else { throw CommandMisuse(reason: "only tables have columns") }
    prompt.show(TextRenderer(for: prompt.screen, rows: .unlimited).listing(columns(of: table)))
    prompt.show(prompt.renderer.ink.dim(TextRenderer.size(of: table)))
  }

  private static func columns(of table: Table) -> Table {
    let keys = Set(table.schema.key), target = table.schema.target
    func role(_ name: String) -> String { keys.contains(name) ? ", key" : name == target ? ", target" : "" }
    let nulls = table.columns.map(\.nullCount)
    return Table([
      ("column", Column(texts: table.schema.names)),
      ("type", Column(texts: table.schema.fields.map { $0.type.rawValue + role($0.name) })),
      ("nulls", Column(ints: nulls.map { Int64($0) })),
      ("share", Column(floats: nulls.map { table.rowCount == 0 ? nil : Double($0) / Double(table.rowCount) })),
    ])
  }
}
