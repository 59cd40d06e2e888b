import Kernels
import Relational

extension TableView {
  /// Shows the rows sorted by the column with the cursor, nulls last; a second time in the order of the table again.
  mutating func sort(descending: Bool) {
    guard !table.columns.isEmpty, table.rowCount > 0 else { return }
    let name = table.schema.fields[cursor.column].name
    cursor.row = 0
    if let sorting, sorting == (cursor.column, descending) {
      (order, self.sorting) = (nil, nil)
      message = "in the order of the table"
      return
    }
    do {
      let key = SortKey(table.columns[cursor.column], descending: descending)
      order = try SortOrder.rows([key], rowCount: table.rowCount, execution: Execution(threads: 1))
      sorting = (cursor.column, descending)
      message = "\(name) \(descending ? "falls" : "rises"); the table itself stays as it is"
    } catch {
      message = "\(name) cannot be sorted: \(error)"
    }
  }
}
