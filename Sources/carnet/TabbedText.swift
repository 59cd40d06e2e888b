import Columns
import Language
import Terminal

/// Values as lines of cells separated by tabs, for other programs: every row, every column, in full.
enum TabbedText {
  /// Gives the text piece by piece, up to its last newline; nothing for a value without any.
  static func write(_ value: any Value, to sink: (String) -> Void) {
    if let table = value.table { return write(table, to: sink) }
    let presentation = value.presentation
    var isFirst = true
    func begin() {
      if !isFirst { sink("\n") }
      isFirst = false
    }
    if !presentation.facts.isEmpty {
      begin()
      sink(presentation.facts.map { "\($0.label)\t\($0.text)\n" }.joined())
    }
    for (title, table) in presentation.tables {
      begin()
      if let title { sink(title + "\n") }
      write(table, to: sink)
    }
    let preview = presentation.preview(TextRenderer.defaultWidth)
    if !preview.isEmpty {
      begin()
      sink(preview.joined(separator: "\n") + "\n")
    }
  }

  /// How many cells are text at a time.
  private static let cellsPerPiece = 1 << 16

  private static func write(_ table: Table, to sink: (String) -> Void) {
    if table.columns.isEmpty, table.rowCount == 0 { return }
    sink(table.schema.names.map(escaped).joined(separator: "\t") + "\n")
    let step = max(1, cellsPerPiece / max(1, table.columns.count))
    for start in stride(from: 0, to: table.rowCount, by: step) {
      let lines = (start..<min(table.rowCount, start + step)).map { row in
        table.columns.map { escaped(CellFormat.plain($0[row])) }.joined(separator: "\t") + "\n"
      }
      sink(lines.joined())
    }
  }

  /// A tab or a line break in a text would end the cell.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) else { return text }
    // By scalars: CR and LF together are one character.
    return text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\t": escaped += "\\t"
      case "\r": escaped += "\\r"
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
