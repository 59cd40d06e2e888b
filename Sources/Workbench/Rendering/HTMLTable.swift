import Columns
import Diagnostics
import Language

/// A grid as a table of HTML.
struct HTMLTable {
  /// The longest text of a cell.
  private static let longestText = 200
  /// Of more columns that are left out, only the number is told.
  private static let namedColumns = 200

  let grid: Grid
  /// Whether it is a list of things: without types and size.
  let isList: Bool

  init(_ grid: Grid, isList: Bool = false) { (self.grid, self.isList) = (grid, isList) }

  func write(to html: inout HTMLWriter) {
    if !grid.columns.isEmpty {
      html.element("table", class: isList ? "list" : "rows") { html in
        html.element("thead") { $0.element("tr") { writeHeads(to: &$0) } }
        html.element("tbody") { html in writeRows(to: &html) }
      }
    }
    if !isList { html.line("p", class: "size", text: "\(size)") }
    guard !grid.omittedColumns.isEmpty else { return }
    let count = grid.omittedColumns.count, named = grid.omittedColumns.prefix(Self.namedColumns)
    let names = named.joined(separator: ", ") + (named.count < count ? ", …" : "")
    let noun = count == 1 ? "column" : "columns"
    html.line("p", class: "omitted", text: "… \(DigitGroups.grouped(count)) \(noun) left out: \(names)")
  }

  private var size: TableSize { TableSize(rows: grid.rowCount, columns: grid.columnCount) }

  private func writeHeads(to html: inout HTMLWriter) {
    for (index, column) in grid.columns.enumerated() {
      if index == grid.columnGap { html.line("th", class: "omitted", attributes: [("scope", "col")], text: "…") }
      write(column, to: &html)
    }
  }

  private func write(_ column: Grid.Column, to html: inout HTMLWriter) {
    let classes = [column.isNumeric ? "number" : nil, column.role?.rawValue].compactMap { $0 }.joined(separator: " ")
    html.line("th", class: classes, attributes: [("scope", "col")]) { html in
      html.text(column.field.name)
      guard !isList else { return }
      html.text(" ")
      html.span("small", class: "type", text: column.field.type.rawValue)
    }
  }

  private func writeRows(to html: inout HTMLWriter) {
    let columns = grid.columns.map { (column: $0, texts: $0.texts) }
    let width = columns.count + (grid.columnGap == nil ? 0 : 1)
    for position in grid.window.rows.indices {
      if position == grid.window.gap { Self.writeGap(grid.omittedRows, across: width, to: &html) }
      html.element("tr") { html in
        for (index, (column, texts)) in columns.enumerated() {
          if index == grid.columnGap { html.line("td", class: "omitted", text: "…") }
          write(texts[position], of: column, to: &html)
        }
      }
    }
  }

  /// A cell; that of a key names its row.
  private func write(_ text: String?, of column: Grid.Column, to html: inout HTMLWriter) {
    let isKey = column.role == .key
    let classes = [column.isNumeric ? "number" : nil, text == nil ? "null" : nil].compactMap { $0 }
    let shown = text.map { column.isNumeric ? Self.aligned($0) : CutText.end($0, to: Self.longestText) }
    html.line(
      isKey ? "th" : "td", class: classes.joined(separator: " "), attributes: isKey ? [("scope", "row")] : [],
      text: shown ?? grid.null)
  }

  /// The spaces behind a number, which put its point below the others, as wide as digits and a point.
  private static func aligned(_ text: String) -> String {
    let text = String(text.drop { $0 == " " }), number = text.withoutSpacesAtEnd
    let padding = text.count - number.count
    guard padding > 0 else { return number }
    return number + (number.contains(".") ? "\u{2007}" : "\u{2008}") + String(repeating: "\u{2007}", count: padding - 1)
  }

  static func writeGap(_ count: Int, across columns: Int, to html: inout HTMLWriter) {
    html.element("tr", class: "omitted") { html in
      let noun = count == 1 ? "row" : "rows"
      html.line("td", attributes: [("colspan", "\(columns)")], text: "⋮ \(DigitGroups.grouped(count)) more \(noun)")
    }
  }
}

extension HTMLTable {
  /// Rows of texts, the first of which names its row.
  static func write(_ listing: Listing, rows: RowWindow.Limit, to html: inout HTMLWriter) {
    let window = RowWindow(count: listing.rows.count, limit: rows)
    html.element("table", class: "listing") { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for head in listing.heads {
            html.line("th", class: head.isNumeric ? "number" : "", attributes: [("scope", "col")], text: head.name)
          }
        }
      }
      html.element("tbody") { html in
        for position in window.rows.indices {
          let omitted = listing.rows.count - window.rows.count
          if position == window.gap { writeGap(omitted, across: listing.heads.count, to: &html) }
          html.element("tr") { html in write(listing.rows[window.rows[position]], listing.heads, to: &html) }
        }
      }
    }
  }

  private static func write(_ texts: [String], _ heads: [Listing.Head], to html: inout HTMLWriter) {
    for (index, (text, head)) in zip(texts, heads).enumerated() {
      html.line(
        index == 0 ? "th" : "td", class: head.isNumeric ? "number" : "",
        attributes: index == 0 ? [("scope", "row")] : [], text: text)
    }
  }
}
