import Columns
import Diagnostics

/// The lines of a drawn table: names, types, a rule, the rows, the size, and what was left out.
struct TableDrawing {
  let table: Table
  let layout: TableLayout
  let ink: Ink
  let width: Int

  private static let linesOfFoldedNames = 2

  init(_ table: Table, rows: RowWindow.Limit, ink: Ink, width: Int) {
    (self.table, self.ink, self.width) = (table, ink, width)
    layout = TableLayout(table, width: width, rows: rows)
  }

  var lines: [String] {
    let size = ink.dim("\(TableSize(table))")
    return (table.columns.isEmpty ? [] : body(showsTypes: true)) + [size] + foldedLines
  }

  /// The names and the rows, with or without the types.
  func body(showsTypes: Bool) -> [String] {
    var lines = [line { ink.bold(fitted($0.name, $1, $0)) }]
    if showsTypes { lines.append(line { ink.dim(fitted($0.type.rawValue, $1, $0)) }) }
    lines.append(line { ink.dim(String(repeating: "─", count: $1)) })
    for position in layout.window.rows.indices {
      if position == layout.window.gap { lines.append(line { ink.dim(fitted("⋮", $1, $0)) }) }
      lines.append(line { cell($0, at: position, width: $1) })
    }
    return lines
  }

  /// A line with a text for each column.
  private func line(_ text: (DrawnColumn, Int) -> String) -> String {
    let cells = zip(layout.columns, layout.widths).map { text($0, $1) }
    let line = String(repeating: " ", count: TableLayout.margin)
      + cells.joined(separator: String(repeating: " ", count: TableLayout.gap))
    return line.withoutSpacesAtEnd
  }

  private func cell(_ column: DrawnColumn, at position: Int, width: Int) -> String {
    guard let text = column.texts[position] else {
      // The padding stays outside of the colours, so that it can be cut at the end of a line.
      let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(Grid.Column.null)))
      return column.isNumeric ? gap + ink.dim(Grid.Column.null) : ink.dim(Grid.Column.null) + gap
    }
    return fitted(text, width, column)
  }

  private func fitted(_ text: String, _ width: Int, _ column: DrawnColumn) -> String {
    CutText.padded(CutText.end(text, to: width), to: width, toTheRight: column.isNumeric)
  }

  /// `… 96 more columns: A, B, C, …`
  private var foldedLines: [String] {
    guard !layout.folded.isEmpty else { return [] }
    let count = layout.folded.count
    var lines: [String] = []
    var line = "… \(DigitGroups.grouped(count)) more \(count == 1 ? "column" : "columns"):"
    for (index, name) in layout.folded.enumerated() {
      let item = " " + CutText.middle(DisplayWidth.sanitised(name), to: min(DrawnColumn.longestName, width - 6))
      let comma = index + 1 < count ? "," : ""
      // Room for `, …` is kept at the end of the last line.
      if DisplayWidth.of(line) + DisplayWidth.of(item) + 3 <= width {
        line += item + comma
      } else if lines.count + 1 < Self.linesOfFoldedNames {
        lines.append(line)
        line = " " + item + comma
      } else {
        line += " …"
        break
      }
    }
    return (lines + [line]).map(ink.dim)
  }
}

extension String {
  /// Without the spaces at the end; also without those before the end of a colour.
  var withoutSpacesAtEnd: String {
    let reset = "\u{1B}[0m"
    let isColoured = hasSuffix(reset)
    var text = Substring(isColoured ? String(dropLast(reset.count)) : self)
    while text.last == " " { text.removeLast() }
    return isColoured ? text + reset : String(text)
  }
}
