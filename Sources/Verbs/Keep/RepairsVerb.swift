import Columns
import Diagnostics
import Language
import TableIO

/// Lists the rows of a file that were repaired while it was read.
enum RepairsVerb: Verb {
  static let table =
    Parameter<Reference>("table", "The table, by the name that it was given where it was loaded.").naming(.table)
  static let signature = Signature(
    "repairs", inputs: [], positional: [table.declaration], synonyms: ["problems", "rejects", "bad_rows"])
  static let summary = "Lists the rows that were repaired while a table was read."
  static let discussion = """
    One row for each that `load …, ragged: repair` repaired, or that `ragged: drop` left out: its `file`, its `line`, \
    the `kind` of damage (\(RepairKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))) and its `raw` \
    text. The first 100 000 of a file are listed. A table made from others by their names, also by `append` or a join, \
    keeps the lists of all their files.
    """
  static let examples = [
    Example(
      "range 2 | export \"out/kept.csv\"\nt = load \"out/kept.csv\", ragged: repair\nrepairs t | count",
      "Nothing was damaged.",
      gives: .table("n int", "0")),
    Example(
      "range 2 | export \"out/kept.csv\"\nt = load \"out/kept.csv\", ragged: repair\nrepairs t | agg rows = count() by "
        + "kind | count",
      "How often each kind of damage was found.",
      gives: .table("n int", "0")),
  ]

  static let schema = Schema([Field("file", .text), Field("line", .int), Field("kind", .text), Field("raw", .text)])

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    _ = try arguments.table(table)
    let lists = arguments[table].repairs
    return Step(.local { _, context in
      let lists = distinct(lists)
      let columns = try schema.fields.enumerated().map { place, field in
        try lists.reduce(Column(nulls: 0, type: field.type)) { above, list in
          try Column(stacking: [above, list.columns[place]], .below, as: field.type, execution: context.execution)
        }
      }
      return Table(schema: schema, columns: columns)
    }, output: .table(schema))
  }

  /// The lists, each once: a file may have come by several names.
  private static func distinct(_ lists: [Table]) -> [Table] {
    var seen: Set<[String]> = []
    return lists.filter { list in
      let rows = (0..<list.rowCount).map { row in
        list.columns.map { CellFormat.plain($0[row]) }.joined(separator: "\0")
      }
      return rows.isEmpty || seen.insert(rows).inserted
    }
  }

  /// The list of a file's repaired rows.
  static func list(_ repairs: RowRepairs, file: String) -> Table {
    let rows = repairs.rows
    return Table([
      ("file", Column(texts: rows.map { _ in file })), ("line", Column(ints: rows.map { Int64($0.line) })),
      ("kind", Column(texts: rows.map(\.kind.rawValue))), ("raw", Column(texts: rows.map(\.raw))),
    ])
  }
}
