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
    let value = try arguments.first.map { try result($0, prompt) } ?? prompt.currentLastValue()
    guard let table = value?.table else { throw CommandMisuse(reason: "only tables have columns") }
    prompt.show(TextRenderer(for: prompt.screen, rows: .unlimited).listing(columns(of: table)))
    prompt.show(prompt.renderer.ink.dim(TextRenderer.size(of: table)))
  }

  /// The value of a name, computed again where it was stale.
  private static func result(_ name: String, _ prompt: Prompt) throws -> any Value {
    let names = prompt.session.scope.resultNames
    guard names.contains(name), let number = prompt.session.cellNumber(of: name) else {
      let help = Suggestions.help(for: name, among: names).map { "; \($0)" } ?? ""
      throw CommandMisuse(reason: "nothing is called `\(name)`\(help)")
    }
    guard let value = try prompt.watched("running", { try prompt.session.currentValue(of: number, $0) }) else {
      throw CommandMisuse(reason: "`\(name)` has no value")
    }
    return value
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
