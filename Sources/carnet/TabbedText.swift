import Columns
import Language
import Terminal

/// Values as lines of cells separated by tabs, for other programs: every row, every column, in full.
enum TabbedText {
  static func text(of value: any Value) -> String {
    if let table = value.table { return text(of: table) }
    let presentation = value.presentation
    var parts: [String] = []
    if !presentation.facts.isEmpty {
      parts.append(presentation.facts.map { "\($0.label)\t\($0.text)" }.joined(separator: "\n"))
    }
    for (title, table) in presentation.tables {
      parts.append((title.map { "\($0)\n" } ?? "") + text(of: table))
    }
    let preview = presentation.preview(TextRenderer.defaultWidth)
    if !preview.isEmpty { parts.append(preview.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  private static func text(of table: Table) -> String {
    var lines = [table.schema.names.map(escaped).joined(separator: "\t")]
    for row in 0..<table.rowCount {
      lines.append(table.columns.map { escaped(CellFormat.plain($0[row])) }.joined(separator: "\t"))
    }
    return lines.joined(separator: "\n")
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
