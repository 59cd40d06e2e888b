import Columns
import Diagnostics

extension TableView {
  /// The row with the cursor, one column a line.
  func recordPage() -> ViewPage {
    let row = row(cursor.row), names = table.schema.names.map { CutText.middle(DisplayWidth.sanitised($0), to: 32) }
    let nameWidth = names.map(DisplayWidth.of).max() ?? 0
    let typeWidth = table.schema.fields.map(\.type.rawValue.count).max() ?? 0
    let indent = nameWidth + typeWidth + 2 * Self.gap
    let lines = table.schema.fields.indices.flatMap { index in
      let field = table.schema.fields[index]
      let cell = Grid.Column(
        field: field, role: Grid.Role(of: field.name, in: table.schema), cells: [table.columns[index][row]],
        digits: look.digits)
      let text = (cell.texts[0] ?? look.null).trimmingSpaces
      return CutText.wrapped(text, to: max(10, size.columns - 1 - indent)).enumerated().map { line, part in
        let head = line > 0 ? "" : CutText.padded(names[index], to: nameWidth + Self.gap, toTheRight: false)
          + field.type.rawValue
        return CutText.padded(head, to: indent, toTheRight: false) + part
      }
    }
    let place = order == nil ? "" : ", row \(DigitGroups.grouped(row + 1)) of the table"
    return ViewPage(
      subject: .record,
      title: "\(name), row \(DigitGroups.grouped(cursor.row + 1)) of \(DigitGroups.grouped(table.rowCount))\(place)",
      lines: lines)
  }

  /// What there is to know of the column with the cursor.
  func columnPage() -> ViewPage {
    let field = table.schema.fields[cursor.column]
    let facts = ColumnFacts(table.columns[cursor.column], field, look)
    return ViewPage(
      subject: .column, title: "\(name).\(DisplayWidth.sanitised(field.name)), \(field.type.rawValue)",
      lines: facts.lines(width: size.columns - 1))
  }

  /// What each key does.
  static let keysPage = ViewPage(
    subject: .keys, title: "keys",
    lines: keys.map { CutText.padded($0.keys, to: 24, toTheRight: false) + $0.what })

  private static let keys: [(keys: String, what: String)] = [
    ("arrows, h j k l", "a cell to the left, down, up, to the right"), ("PgUp PgDn, b space", "a page up or down"),
    ("u d", "half a page up or down"), ("g G, Home End", "the first and the last row; 250g goes to row 250"),
    ("0 $", "the first and the last column"), ("c", "goes to the column with a text in its name"),
    ("/ ?", "searches down or up in this column"), ("n N", "the next match, and the one before"),
    ("[ ]", "sorts by this column; the same key again undoes that"),
    ("! f", "keeps this column at the left, or lets it move again"), ("F i", "what is in this column"),
    ("Enter", "this row, a column a line; left and right change rows"),
    ("Ctrl-Z", "back to the shell; `fg` comes back here"), ("q", "leaves this page, and then the table"),
  ]
}

extension String {
  /// Without the spaces at both ends.
  var trimmingSpaces: String { String(drop { $0 == " " }).withoutSpacesAtEnd }
}
