import Columns
import Diagnostics
import Language

/// Shows one record with a column below the other.
enum CardVerb: Verb {
  static let signature = Signature("card", synonyms: ["glimpse", "record"])
  static let summary = "Shows one record, a column below the other."
  static let discussion = """
    Of several rows it is the first, and a note says so; `row 7 | card` picks another. As a table, a card has a row \
    for each column, with its value as a text, as `cast` writes it. Nothing of it is left out where it is shown.
    """
  static let examples = [
    Example(
      "range 3 | derive { half = n / 2, t = \"x\" } | where n == 1 | card", "A record.",
      gives: .table("column text, value text", "n 1\nhalf 0.5\nt x")),
    Example(
      "range 3 | derive m = nullif(n, 1) | row 2 | card", "The second row.",
      gives: .table("column text, value text", "n 1\nm null")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let span = arguments.verbSpan
    let schema = Schema([Field("column", .text), Field("value", .text)])
    return .onTable(output: .table(schema), memory: .small) { table, context in
      guard table.rowCount > 0 else {
        throw Diagnostic(
          code: .wrongValue, "there is no row to show", at: Label(span, "0 rows"),
          help: "see what there is: take the condition before it away")
      }
      if table.rowCount > 1 {
        context.note("card: the first of \(DigitGroups.grouped(table.rowCount)) rows; `row 2 | card` shows the next")
      }
      return CardValue(table)
    }
  }
}

/// The first row of a table, to compute with as a table and to read as a card.
struct CardValue: Value {
  let card: Table
  let presentation: Presentation

  init(_ table: Table) {
    let cells = table.columns.map { $0[0] }
    card = Table([
      ("column", Column(texts: table.schema.names)),
      ("value", Column(texts: cells.map { $0.isNull ? nil : CellFormat.plain($0) })),
    ])
    presentation = Presentation(facts: zip(table.schema.names, cells).map { name, cell in
      (name, cell.isNull ? "·" : cell == .text("") ? "\"\"" : CellFormat.plain(cell))
    })
  }

  var kind: ValueKind { .table }
  var table: Table? { card }
  var fields: [(name: String, cell: Cell)] { card.fields }
  var contents: [(name: String, table: Table)] { card.contents }
}
