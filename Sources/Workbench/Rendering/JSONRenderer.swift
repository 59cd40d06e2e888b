import Columns
import Diagnostics
import Forms
import Language

/// Writes what there is to see as JSON, for programs: one object, whose shape is promised.
///
/// ```
/// {"version": 1, "role": "result", "blocks": [[part, …], …]}
/// ```
///
/// The role is `result`, `remark` or `failure`. A part is an object with a `kind`:
///
/// - `line`: `pieces`, each with `text` and `emphasis` (`plain`, `dim`, `strong`, `accent`).
/// - `note`, `help`, `heading`, `code`: `text`.
/// - `facts`: `facts`, each with `label` and `text`.
/// - `table` and `list`: `rowCount` and `columnCount` of the whole; `columns`, each with `name`, `type` and, where it
///   has one, `role` (`key`, `target`); `rows`, each with a cell for each column; and where rows are left out
///   `omittedRows`, with `count` and `after`, the number of rows before the gap; `omittedColumns` is the same for
///   columns, with their `names`.
/// - `listing`: `heads`, each with `name` and `isNumeric`; `rows` of texts; `omittedRows` as above.
/// - `drawing`: `svg`, a document, or `lines` of characters.
/// - `findings`: `findings`, each as ``DiagnosticRenderer/Format/json`` writes it.
///
/// A cell is what its column's type says: `int` a whole number with all its digits, `float` a number with the digits
/// that give the same bits again, or the text `"nan"`, `"inf"` or `"-inf"`, `bool` `true` or `false`, `text` a text,
/// `date` and `datetime` a text: `2017-01-31` and `2017-01-31 12:30:00`. Null is `null`. Members may be added to this
/// shape, and none is renamed or dropped while the version is 1.
public struct JSONRenderer: Sendable {
  /// A renderer; there is nothing to choose.
  public init() {}

  /// The object in one line, without a newline at its end.
  public func render(_ shown: Shown) -> String {
    JSONValue.members([
      "version": .int(1), "role": .text(shown.role.rawValue),
      "blocks": .array(shown.blocks.map { .array($0.map(part)) }),
    ]).compact
  }

  private func part(_ part: Shown.Part) -> JSONValue {
    switch part {
    case .line(let line): kind("line", ["pieces": .array(line.pieces.map(piece))])
    case .note(let text): kind("note", ["text": .text(text)])
    case .help(let text): kind("help", ["text": .text(text)])
    case .heading(let text): kind("heading", ["text": .text(text)])
    case .code(let text): kind("code", ["text": .text(text)])
    case .facts(let facts):
      kind("facts", ["facts": .array(facts.map { .members(["label": .text($0.label), "text": .text($0.text)]) })])
    case .table(let table, let look): grid("table", Grid(table, look))
    case .list(let table): grid("list", Grid(table, TableLook(rows: .unlimited)))
    case .listing(let listing, let rows): self.listing(listing, RowWindow(count: listing.rows.count, limit: rows))
    case .drawing(let drawing):
      kind("drawing", [
        "svg": drawing.svg.map { .text($0) },
        "lines": drawing.svg == nil ? .texts(drawing.lines(TextRenderer.defaultWidth)) : nil,
      ])
    case .findings(let diagnostics, let sources):
      kind("findings", ["findings": .array(diagnostics.map { DiagnosticRenderer.jsonValue(of: $0, sources) })])
    }
  }

  private func kind(_ kind: String, _ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    let rest = members.compactMap { name, value in value.map { JSONValue.Member(name: name, value: $0) } }
    return .object([JSONValue.Member(name: "kind", value: .text(kind))] + rest)
  }

  private func piece(_ piece: StyledLine.Piece) -> JSONValue {
    .members(["text": .text(piece.text), "emphasis": .text(piece.emphasis.rawValue)])
  }

  private func grid(_ name: String, _ grid: Grid) -> JSONValue {
    let columns = grid.columns.map { column in
      JSONValue.members([
        "name": .text(column.field.name), "type": .text(column.field.type.rawValue),
        "role": column.role.map { .text($0.rawValue) },
      ])
    }
    let rows = grid.window.rows.indices.map { row in JSONValue.array(grid.columns.map { cell($0.cells[row]) }) }
    return kind(name, [
      "rowCount": .int(grid.rowCount), "columnCount": .int(grid.columnCount), "columns": .array(columns),
      "rows": .array(rows), "omittedRows": omitted(grid.omittedRows, after: grid.window.gap),
      "omittedColumns": omitted(grid.omittedColumns, after: grid.columnGap),
    ])
  }

  private func listing(_ listing: Listing, _ window: RowWindow) -> JSONValue {
    let heads = listing.heads.map { head in
      JSONValue.members(["name": .text(head.name), "isNumeric": .bool(head.isNumeric)])
    }
    return kind("listing", [
      "heads": .array(heads), "rows": .array(window.rows.map { .texts(listing.rows[$0]) }),
      "omittedRows": omitted(listing.rows.count - window.rows.count, after: window.gap),
    ])
  }

  private func omitted(_ count: Int, after gap: Int?) -> JSONValue? {
    gap.map { .members(["after": .int($0), "count": .int(count)]) }
  }

  private func omitted(_ names: [String], after gap: Int?) -> JSONValue? {
    gap.map { .members(["after": .int($0), "count": .int(names.count), "names": .texts(names)]) }
  }

  private func cell(_ cell: Cell) -> JSONValue {
    switch cell {
    case .null: .null
    case .int(let value): .int(Int(value))
    case .float(let value): .double(value)
    case .bool(let value): .bool(value)
    case .text(let text): .text(text)
    case .date, .datetime: .text(CellFormat.plain(cell))
    }
  }
}
