import Columns
import Language
import Workbench

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
    if let text = presentation.text {
      begin()
      sink(text + "\n")
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

  /// How many bytes are text at a time: cells may be long.
  private static let bytesPerPiece = 1 << 20

  private static func write(_ table: Table, to sink: (String) -> Void) {
    if table.columns.isEmpty, table.rowCount == 0 { return }
    var text = table.schema.names.map(escaped).joined(separator: "\t") + "\n"
    for row in 0..<table.rowCount {
      for (place, column) in table.columns.enumerated() {
        if place > 0 { text += "\t" }
        text += escaped(CellFormat.plain(column[row]))
      }
      text += "\n"
      guard text.utf8.count >= bytesPerPiece else { continue }
      sink(text)
      text = ""
    }
    if !text.isEmpty { sink(text) }
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
