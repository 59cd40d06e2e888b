import Columns
import Kernels

/// A table that a person moves through on a screen: where the cursor is, what is seen, and in which order.
///
/// It is a value without a screen: keys change it, and it tells its lines. Only what is seen is ever written out, so
/// that the length of the table does not matter. Nothing that is done here changes the table.
public struct TableView: Sendable {
  /// What stands on the screen.
  enum Mode: Sendable {
    case table
    /// Lines about a row, a column or the keys, over the table.
    case page(ViewPage)
    /// A line that is being typed, below the table.
    case asking(Question, String)
  }

  /// What a line is typed for.
  enum Question: Sendable {
    case search(isBackward: Bool)
    case column
  }

  /// What the table is called.
  public let name: String
  /// What is looked at.
  public let table: Table
  /// How cells are written.
  public let look: TableLook
  /// Whether the person wants to leave.
  public internal(set) var isDone = false

  /// The number of lines and columns of the screen.
  private(set) var size = (lines: 24, columns: 80)
  /// The rows in the order in which they are shown; nil for that of the table.
  var order: [Int32]?
  /// What they are sorted by.
  var sorting: (column: Int, descending: Bool)?
  /// The place of the row with the cursor in that order, and the column with it.
  var cursor = (row: 0, column: 0)
  /// The first row that is seen.
  var top = 0
  /// The columns that are to stay where they are while the others move.
  var frozen: [Int]
  /// Those of them for which there is room.
  var fixed: [Int] = []
  /// How many of the other columns have been moved out at the left.
  var left = 0
  /// The columns that are seen.
  var shown: [ViewColumn] = []
  /// The greatest width that each column has had, so that columns do not jump while rows go by.
  var widths: [Int: Int] = [:]
  var mode = Mode.table
  /// What there is to say in the last line.
  var message = ""
  /// The digits that were typed before a key.
  var count = ""
  /// What was searched for last.
  var pattern = ""
  var searchesBackward = false

  /// A table from its beginning; its keys stay where they are.
  public init(_ table: Table, name: String, look: TableLook = .standard) {
    (self.table, self.name, self.look) = (table, name, look)
    let keys = Set(table.schema.key)
    frozen = table.schema.fields.indices.filter { keys.contains(table.schema.fields[$0].name) }
    settle()
  }

  /// Says how large the screen is.
  public mutating func resize(lines: Int, columns: Int) {
    guard (lines, columns) != size else { return }
    size = (lines, columns)
    settle()
  }

  /// How many rows are seen at a time.
  var height: Int { max(1, size.lines - Self.headLines - 1) }
  /// Names, types and a rule.
  static let headLines = 3

  /// The columns that move.
  var moving: [Int] { table.columns.indices.filter { !fixed.contains($0) } }

  /// The row of the table at a place of the order.
  func row(_ place: Int) -> Int { order.map { Int($0[place]) } ?? place }

  /// The rows of the table that are seen.
  var visibleRows: [Int] { (top..<min(table.rowCount, top + height)).map(row) }
}
