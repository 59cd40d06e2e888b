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

/// How a table fits into a width: which columns and rows are drawn, how wide each column is, and which columns stand
/// beside each other.
struct TableLayout {
  static let margin = 2
  static let gap = 2
  /// What stands in the place of the columns that are left out.
  static let mark = "…"
  /// The greatest widths of text columns, tried in turn until all columns fit.
  private static let textWidths = [60, 40, 32, 24, 16]
  /// The greatest widths of names and texts where not all columns fit, tried in turn until two of them do.
  private static let foldedWidths = [32, 16, 8]

  /// A column and its width; nil for the mark of what is left out.
  typealias Place = (column: DrawnColumn, width: Int)?

  let grid: Grid
  /// Columns that stand beside each other; there are several strips below each other only where a person asked for
  /// more columns than fit into one.
  let strips: [[Place]]
  /// The names of the columns that are not drawn.
  let folded: [String]

  init(_ table: Table, width: Int, look: TableLook) {
    // Even a column of one letter takes five places: no more can fit.
    grid = Grid(table, look, room: 2 * (width / (Self.gap + 3) + 1))
    if look.columns == nil {
      let (places, folded) = Self.fitted(grid, width)
      (strips, self.folded) = ([places], folded)
    } else {
      (strips, folded) = (Self.strips(of: grid, width), grid.omittedColumns)
    }
  }

  /// As many columns as fit beside each other.
  private static func fitted(_ grid: Grid, _ width: Int) -> ([Place], [String]) {
    let room = width - margin
    var columns = grid.columns.map { DrawnColumn($0, grid.null) }
    func widths(_ text: Int) -> [Int] { columns.map { $0.width(upTo: text) } }
    if grid.omittedColumns.isEmpty {
      for limit in textWidths where total(widths(limit)) <= room {
        return (zip(columns, widths(limit)).map { ($0, $1) }, [])
      }
    }
    for limit in foldedWidths {
      columns = grid.columns.map { DrawnColumn($0, grid.null, longestName: limit) }
      // A single column may be wider than everything.
      let widths = widths(limit).map { min($0, max(1, room)) }
      let window = ColumnWindow(
        widths: widths, room: room, between: gap, mark: DisplayWidth.of(mark), isWhole: grid.columnGap == nil)
      guard window.columns.count >= min(2, columns.count) || limit == foldedWidths.last else { continue }
      var places: [Place] = window.columns.map { (columns[$0], widths[$0]) }
      if let gap = window.gap { places.insert(nil, at: gap) }
      return (places, folded(grid, window))
    }
    return ([], [])
  }

  /// All columns of a grid, in as many strips as they need.
  private static func strips(of grid: Grid, _ width: Int) -> [[Place]] {
    var places: [Place] = grid.columns.map { column in
      let column = DrawnColumn(column, grid.null)
      return (column, min(column.width(upTo: foldedWidths[0]), max(1, width - margin)))
    }
    if let gap = grid.columnGap { places.insert(nil, at: gap) }
    var strips: [[Place]] = [], used = 0
    for place in places {
      let needed = gap + (place?.width ?? DisplayWidth.of(mark))
      if strips.isEmpty || used + needed > width {
        strips.append([])
        used = margin - gap
      }
      strips[strips.count - 1].append(place)
      used += needed
    }
    return strips.isEmpty ? [[]] : strips
  }

  /// The names of what a grid leaves out and of what a window of it does, in order.
  private static func folded(_ grid: Grid, _ window: ColumnWindow) -> [String] {
    guard let gap = window.gap else { return grid.omittedColumns }
    let end = gap + grid.columns.count - window.columns.count
    let names = grid.columns.map(\.field.name), middle = grid.columnGap.map { min(max($0, gap), end) } ?? end
    return names[gap..<middle] + grid.omittedColumns + names[middle..<end]
  }

  private static func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }
}

/// One column of a drawing in characters: its head and the cells of the rows that are shown, as text.
struct DrawnColumn {
  static let longestName = 32

  let name: String
  let type: ColumnType
  /// Whether numbers stand in it, which are aligned to the right.
  let isNumeric: Bool
  /// One text for each row, nil for null.
  let texts: [String?]
  /// What stands for a null.
  let null: String

  init(_ column: Grid.Column, _ null: String, longestName: Int = Self.longestName) {
    name = CutText.middle(DisplayWidth.sanitised(column.field.name), to: longestName)
    type = column.field.type
    isNumeric = column.isNumeric
    texts = column.texts
    self.null = null
  }

  /// The width with texts cut to `limit`, at least that of the head.
  func width(upTo limit: Int) -> Int { isCuttable ? max(headWidth, min(naturalWidth, limit)) : naturalWidth }

  /// The width without any cutting, at least that of the head.
  private var naturalWidth: Int {
    max(headWidth, texts.lazy.map { DisplayWidth.of($0 ?? null) }.max() ?? 0)
  }

  private var headWidth: Int { max(DisplayWidth.of(name), type.rawValue.count) }

  /// Whether cells may be cut: half a number would be a wrong one.
  private var isCuttable: Bool { type == .text }
}
