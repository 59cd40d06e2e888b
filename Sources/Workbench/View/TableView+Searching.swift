import Columns
import Diagnostics
import Language

extension TableView {
  /// Goes to the next row whose cell in the column with the cursor contains what is searched for; behind the last row
  /// the search goes on at the first one.
  mutating func search(isBackward: Bool) {
    guard !pattern.isEmpty, !table.columns.isEmpty else {
      if pattern.isEmpty { message = "nothing to search for: `/` takes a text" }
      return
    }
    let name = table.schema.fields[cursor.column].name
    guard let found = place(from: cursor.row, isBackward: isBackward) else {
      message = "no `\(pattern)` in \(name)"
      return
    }
    if isBackward ? found >= cursor.row : found <= cursor.row {
      message = found == cursor.row ? "`\(pattern)` is nowhere else in \(name)" : "from the other end again"
    }
    cursor.row = found
  }

  /// The nearest place of a match, that of the cursor at last; nil where there is none.
  private func place(from start: Int, isBackward: Bool) -> Int? {
    let count = table.rowCount, match = matching()
    for step in stride(from: 1, through: count, by: 1) {
      let place = (start + (isBackward ? count - step : step)) % count
      if match(row(place)) { return place }
    }
    return nil
  }

  /// Whether the cell of a row contains the pattern: as it is written, or for a number also with its digits grouped. A
  /// pattern without capital letters finds both kinds.
  private func matching() -> (Int) -> Bool {
    let column = table.columns[cursor.column]
    if pattern == look.null { return { column.isNull($0) } }
    let ignoresCase = pattern == pattern.lowercased()
    let wanted = column.type.isNumeric ? pattern.filter { !$0.isWhitespace } : pattern
    func contains(_ text: String) -> Bool { (ignoresCase ? text.lowercased() : text).contains(wanted) }
    guard let dictionary = column.dictionary, dictionary.count < column.count else {
      return { !column.isNull($0) && contains(CellFormat.plain(column[$0])) }
    }
    // Each text is looked at once, however many rows have it.
    let isWanted = (0..<dictionary.count).map { contains(dictionary[$0]) }
    guard isWanted.contains(true) else { return { _ in false } }
    return { row in
      let (written, rows) = column.written(row..<row + 1)
      guard !column.isNull(row), case .text(let codes, _) = written else { return false }
      return isWanted[Int(codes[rows.lowerBound])]
    }
  }
}
