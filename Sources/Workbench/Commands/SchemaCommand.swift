import Columns
import Diagnostics
import Language

/// Shows the columns of a table.
enum SchemaCommand: SessionCommand {
  static let result = CommandArgument<String?>(
    optional: "NAME", .result, "A table; the last result where none is named.")
  static let name = ".schema"
  static let purpose = CommandPurpose.look
  static let summary = "Shows the columns of a table, or of the last result, with types and nulls."
  static let arguments = [result.info]
  static let example = ".schema app"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let value = try call[result].map { try workbench.currentValue(of: $0) } ?? workbench.currentLastValue()
    guard let table = value?.table else { throw CommandMisuse(reason: "only tables have columns") }
    return workbench.show(Shown(.list(columns(of: table)), .aside("\(TableSize(table))")))
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
