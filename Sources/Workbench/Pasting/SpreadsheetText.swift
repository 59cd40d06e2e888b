import Columns
import Language

/// A table as lines with tabs between the cells, which spreadsheets take from the clipboard.
enum SpreadsheetText {
  /// The names and all rows. A null is an empty cell; a cell that holds a tab, a quote or a line's end stands in
  /// quotes.
  static func text(of table: Table) -> String {
    var text = table.schema.names.map(cell).joined(separator: "\t") + "\n"
    for row in 0..<table.rowCount {
      text += table.columns.map { cell(CellFormat.plain($0[row])) }.joined(separator: "\t") + "\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "\t" || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
