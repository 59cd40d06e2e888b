import Columns
import Diagnostics

/// The lines of a drawn table: names, types, a rule, the rows, the size, and what was left out.
struct TableDrawing {
  let table: Table
  let layout: TableLayout
  let look: TableLook
  let ink: Ink
  let width: Int

  private static let linesOfFoldedNames = 2

  init(_ table: Table, _ look: TableLook, ink: Ink, width: Int) {
    (self.table, self.look, self.ink, self.width) = (table, look, ink, width)
    layout = TableLayout(table, width: width, look: look)
  }

  var lines: [String] {
    let isPart = !layout.folded.isEmpty || layout.grid.omittedRows > 0
    let hint = isPart ? look.allShownBy.map { "; `\($0)` shows all" } : nil
    let size = ink.dim("\(TableSize(table))\(hint ?? "")")
    return (table.columns.isEmpty ? [] : body(showsTypes: true)) + [size] + foldedLines
  }

  /// A list of things: their names and rows, without types and size.
  var listLines: [String] { body(showsTypes: false) + foldedLines }

  private func body(showsTypes: Bool) -> [String] {
    Array(layout.strips.map { strip($0, showsTypes: showsTypes) }.joined(separator: [""]))
  }

  /// The names and the rows of columns that stand beside each other, with or without the types.
  private func strip(_ places: [TableLayout.Place], showsTypes: Bool) -> [String] {
    let window = layout.grid.window, mark = ink.dim(TableLayout.mark)
    var lines = [line(places, mark) { ink.bold(fitted($0.name, $1, $0)) }]
    if showsTypes { lines.append(line(places, " ") { ink.dim(fitted($0.type.rawValue, $1, $0)) }) }
    lines.append(line(places, " ") { ink.dim(String(repeating: "─", count: $1)) })
    for position in window.rows.indices {
      if position == window.gap { lines.append(line(places, " ") { ink.dim(fitted("⋮", $1, $0)) }) }
      lines.append(line(places, mark) { cell($0, at: position, width: $1) })
    }
    return lines
  }

  /// A line with a text for each column, and one in the place of those that are left out.
  private func line(_ places: [TableLayout.Place], _ mark: String, _ text: (DrawnColumn, Int) -> String) -> String {
    let cells = places.map { place in place.map { text($0.column, $0.width) } ?? mark }
    let line = String(repeating: " ", count: TableLayout.margin)
      + cells.joined(separator: String(repeating: " ", count: TableLayout.gap))
    return line.withoutSpacesAtEnd
  }

  private func cell(_ column: DrawnColumn, at position: Int, width: Int) -> String {
    guard let text = column.texts[position] else {
      // The padding stays outside of the colours, so that it can be cut at the end of a line.
      let null = CutText.end(column.null, to: width)
      let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(null)))
      return column.isNumeric ? gap + ink.dim(null) : ink.dim(null) + gap
    }
    return fitted(text, width, column)
  }

  private func fitted(_ text: String, _ width: Int, _ column: DrawnColumn) -> String {
    CutText.padded(CutText.end(text, to: width), to: width, toTheRight: column.isNumeric)
  }

  /// `… 96 columns left out: A, B, C, …`
  private var foldedLines: [String] {
    guard !layout.folded.isEmpty else { return [] }
    let count = layout.folded.count
    var lines: [String] = []
    var line = "… \(DigitGroups.grouped(count)) \(count == 1 ? "column" : "columns") left out:"
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
