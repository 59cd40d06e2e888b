import Columns
import Diagnostics
import Language
import Session

/// Compares two tables.
enum DiffCommand: SessionCommand {
  static let first = CommandArgument<String>("A", .result, "A table: the name of a result, or the number of a cell.")
  static let second = CommandArgument<String>("B", .result, "Another one.")
  static let name = ".diff"
  static let purpose = CommandPurpose.look
  static let summary = "Compares two tables: rows by their key where both have the same, columns, and cells."
  static let arguments = [first.info, second.info]

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let names = [call[first], call[second]]
    let tables = try names.map { name -> Table in
      guard let table = try workbench.currentValue(of: name).table else {
        throw CommandMisuse(reason: "`\(name)` is no table")
      }
      return table
    }
    let difference = try workbench.watched("comparing") { try TableDifference(tables[0], tables[1], $0) }
    return workbench.show(shown(difference, names))
  }

  private static func shown(_ difference: TableDifference, _ names: [String]) -> Shown {
    if difference.isEmpty { return Shown("\(names[0]) and \(names[1]) are the same, to the last bit") }
    let by = difference.key.isEmpty ? "by their places" : "by \(Prose.list(difference.key))"
    var facts = [(label: "rows", text: "\(DigitGroups.grouped(difference.matchedRows)) matched \(by)")]
    for (name, rows, columns) in [
      (names[0], difference.rowsOnlyInFirst, difference.columnsOnlyInFirst),
      (names[1], difference.rowsOnlyInSecond, difference.columnsOnlyInSecond),
    ] {
      let parts = (rows > 0 ? [Prose.count(rows, "row")] : [])
        + (columns.isEmpty ? [] : ["columns \(Prose.list(columns, limit: 10))"])
      if !parts.isEmpty { facts.append((label: "only in \(name)", text: parts.joined(separator: ", "))) }
    }
    if difference.isInAnotherOrder { facts.append((label: "order", text: "the rows stand in another order")) }
    var shown = Shown(.facts(facts))
    guard !difference.columns.isEmpty else { return shown }
    let columns = difference.columns
    shown.add([
      .list(
        Table([
          ("column", Column(texts: columns.map(\.name))), ("cells", Column(ints: columns.map { Int64($0.count) })),
          ("first", Column(texts: columns.map(\.row))),
          (names[0], Column(texts: columns.map(\.first))), (names[1], Column(texts: columns.map(\.second))),
        ]))
    ])
    return shown
  }
}
