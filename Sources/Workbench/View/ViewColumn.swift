import Columns
import Diagnostics

/// A column on the screen: the cells that are seen, as text.
struct ViewColumn: Sendable {
  private static let widestText = 40

  let index: Int
  let name: String
  let type: String
  let isNumeric: Bool
  let texts: [String?]
  private(set) var width: Int

  /// - Parameter least: the width that it has had.
  init(_ view: TableView, _ index: Int, rows: [Int], least: Int) {
    let field = view.table.schema.fields[index], column = view.table.columns[index]
    let cells = Grid.Column(
      field: field, role: Grid.Role(of: field.name, in: view.table.schema), cells: rows.map { column[$0] },
      digits: view.look.digits)
    let drawn = DrawnColumn(cells, view.look.null)
    (self.index, name, type, isNumeric) = (index, drawn.name, field.type.rawValue, drawn.isNumeric)
    texts = drawn.texts
    width = max(least, drawn.width(upTo: Self.widestText))
  }

  /// The column, no wider than the room for it; what is cut off is marked in each cell.
  func narrowed(to room: Int) -> ViewColumn {
    var column = self
    column.width = min(width, max(1, room))
    return column
  }
}
