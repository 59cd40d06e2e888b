import Diagnostics

extension TableView {
  /// The space before the columns, in which the row with the cursor is marked.
  static let margin = 2
  /// The space between two columns.
  static let gap = 2

  /// Brings the cursor into the table and what is seen to the cursor.
  mutating func settle() {
    cursor.row = min(max(0, cursor.row), max(0, table.rowCount - 1))
    cursor.column = min(max(0, cursor.column), max(0, table.columns.count - 1))
    top = min(max(top, cursor.row - height + 1), cursor.row)
    top = max(0, min(top, table.rowCount - height))
    let rows = visibleRows
    let width = max(1, size.columns - 1 - Self.margin)
    var room = width, stay: [ViewColumn] = []
    for index in frozen {
      let next = column(index, rows), left = room - next.width - Self.gap - (stay.isEmpty ? 1 : 0)
      // A third of the screen is for the columns that move.
      guard left >= width / 3 else { break }
      stay.append(next)
      room = left
    }
    fixed = stay.map(\.index)
    let moving = self.moving
    if let place = moving.firstIndex(of: cursor.column) {
      left = min(max(left, firstPlace(before: place, room, rows)), place)
    }
    left = min(left, max(0, moving.count - 1))
    var others: [ViewColumn] = [], used = 0
    for index in moving.dropFirst(left) {
      let next = column(index, rows).narrowed(to: room)
      guard others.isEmpty || used + next.width <= room else { break }
      others.append(next)
      used += next.width + Self.gap
    }
    shown = stay + others
  }

  /// The first place from which on all columns fit up to one.
  private mutating func firstPlace(before place: Int, _ room: Int, _ rows: [Int]) -> Int {
    var first = place, used = column(moving[place], rows).width
    while first > left {
      used += column(moving[first - 1], rows).width + Self.gap
      if used > room { break }
      first -= 1
    }
    return first
  }

  private mutating func column(_ index: Int, _ rows: [Int]) -> ViewColumn {
    let made = ViewColumn(self, index, rows: rows, least: widths[index] ?? 0)
    widths[index] = made.width
    return made
  }

  /// Moves the cursor so many rows down, and the rows with it where it is a page.
  mutating func move(rows: Int, movesPage: Bool = false) {
    cursor.row = min(max(0, cursor.row + rows), max(0, table.rowCount - 1))
    if movesPage { top += rows }
  }

  /// Moves the cursor so many columns to the right, in the order in which they stand on the screen.
  mutating func move(columns: Int) {
    let all = fixed + moving
    guard let place = all.firstIndex(of: cursor.column) else { return }
    cursor.column = all[min(max(0, place + columns), all.count - 1)]
  }

  /// Lets the column with the cursor stay where it is while the others move, or move again.
  mutating func freeze() {
    guard !table.columns.isEmpty else { return }
    let column = table.schema.fields[cursor.column].name
    if let place = frozen.firstIndex(of: cursor.column) {
      frozen.remove(at: place)
      message = "\(column) moves again"
    } else {
      frozen.append(cursor.column)
      message = "\(column) stays at the left"
    }
  }

  /// Goes to the column whose name is, begins with or contains a text.
  mutating func go(toColumn text: String) {
    let names = table.schema.names, wanted = text.lowercased()
    guard !wanted.isEmpty else { return }
    let found = names.firstIndex(of: text) ?? names.firstIndex { $0.lowercased().hasPrefix(wanted) }
      ?? names.firstIndex { $0.lowercased().contains(wanted) }
    guard let found else {
      message = "no column has `\(text)` in its name"
      return
    }
    cursor.column = found
  }
}
