import Columns
import Diagnostics

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
