import Columns
import Diagnostics

/// How a table fits into a width: which columns and rows are drawn, and how wide each column is.
struct TableLayout {
  static let margin = 2
  static let gap = 2
  /// The greatest widths of text columns, tried in turn until all columns fit.
  private static let textWidths = [60, 40, 32, 24, 16]
  /// The greatest width of text columns where not all columns fit in any case.
  private static let foldedTextWidth = 32

  let window: RowWindow
  let columns: [DrawnColumn]
  let widths: [Int]
  /// The names of the columns that are not drawn.
  let folded: [String]

  init(_ table: Table, width: Int, rows: RowWindow.Limit) {
    // Even a column of one letter takes five places: no more can fit.
    let grid = Grid(table, rows: rows, columns: width / (Self.gap + 3) + 1)
    var columns = grid.columns.map(DrawnColumn.init)
    let fitting = Self.textWidths.first { limit in
      grid.omittedColumns.isEmpty && Self.total(columns.map { Self.width($0, limit) }) <= width
    }
    var widths = columns.map { Self.width($0, fitting ?? Self.foldedTextWidth) }
    while widths.count > 1, Self.total(widths) > width {
      widths.removeLast()
      columns.removeLast()
    }
    (window, self.columns) = (grid.window, columns)
    // A single column may be wider than everything.
    self.widths = widths.map { min($0, max(1, width - Self.margin)) }
    folded = Array(table.schema.names.dropFirst(columns.count))
  }

  private static func width(_ column: DrawnColumn, _ limit: Int) -> Int {
    column.isCuttable ? max(column.headWidth, min(column.naturalWidth, limit)) : column.naturalWidth
  }

  private static func total(_ widths: [Int]) -> Int {
    margin + widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }
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

  init(_ column: Grid.Column) {
    name = CutText.middle(DisplayWidth.sanitised(column.field.name), to: Self.longestName)
    type = column.field.type
    isNumeric = column.isNumeric
    texts = column.texts
  }

  /// The width without any cutting, at least that of the head.
  var naturalWidth: Int {
    max(headWidth, texts.lazy.map { DisplayWidth.of($0 ?? Grid.Column.null) }.max() ?? 0)
  }

  var headWidth: Int { max(DisplayWidth.of(name), type.rawValue.count) }

  /// Whether cells may be cut: half a number would be a wrong one.
  var isCuttable: Bool { type == .text }
}
