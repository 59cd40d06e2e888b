import Columns
import Language

/// The rows of a table in which something differs, as they were recorded and as they are now.
struct RecordedRows {
  /// The columns that differ; rows are the same in all others.
  let columns: [RecordedColumn]
  /// How many rows there were, and are.
  let counts: (recorded: Int, now: Int)
  /// The columns of the key as they are now, where both tables have the same.
  let key: [ColumnValues]

  /// The first column's first row that differs, with both values.
  var valueLine: String? {
    guard let column = columns.first, let row = column.firstDifference else { return nil }
    let before = column.recorded.cell(row), after = column.now.cell(row)
    switch (before, after) {
    case (let before?, let after?):
      return "\(name(of: row)): recorded \(CellFormat.literal(before)), now \(CellFormat.literal(after))"
    case (let before?, nil) where row >= counts.now:
      return "row \(row): recorded \(CellFormat.literal(before)), now no such row"
    case (nil, let after?) where row >= counts.recorded:
      return "row \(row): recorded no such row, now \(CellFormat.literal(after))"
    default: return nil
    }
  }

  /// The first row of another value, where the type of the first column is another one.
  var typeLine: String? {
    guard let column = columns.first else { return nil }
    for row in 0..<min(counts.recorded, counts.now) {
      guard let before = column.recorded.cell(row), let after = column.now.cell(row) else { return nil }
      if Self.saySame(before, after) { continue }
      return "\(name(of: row)): recorded \(CellFormat.literal(before)), now \(CellFormat.literal(after))"
    }
    return nil
  }

  /// Whether two cells are the same but for their type.
  private static func saySame(_ a: Cell, _ b: Cell) -> Bool {
    if let one = a.exactDouble, let other = b.exactDouble { return one == other }
    return CellFormat.plain(a) == CellFormat.plain(b)
  }

  /// A row that came, went or moved, where that is what differs first.
  var moveLine: String? {
    // What tells rows apart: the key where its columns differ, else all that does.
    let keyed = columns.filter { isKey($0.name) }
    // Where no column of the key differs, each row stands where it stood.
    guard key.isEmpty || !keyed.isEmpty else { return nil }
    let telling = keyed.isEmpty ? columns : keyed
    guard let row = telling.compactMap(\.firstDifference).min(), let was = recorded(row, telling),
      let new = now(row, telling)
    else { return nil }
    let more = counts.recorded - counts.now
    // A key tells a row from all others; anything else only does so if the rows behind it moved up or down with it.
    let stays = keyed.isEmpty ? nil : (0..<counts.now).first { now($0, telling) == was }
    if more > 0 {
      let isGone = keyed.isEmpty ? isShifted(row..<counts.now, by: more, telling) : stays == nil
      return isGone ? "row \(row): recorded \(text(was, telling)), which is gone" : nil
    }
    if more < 0 {
      return isShifted(row - more..<counts.now, by: more, telling)
        ? "row \(row): now \(text(new, telling)), which is new" : nil
    }
    // One row that moved shifts those between its places by one, and no other.
    if let place = (row + 1..<counts.now).last(where: { differs($0, telling) }) {
      if now(place, telling) == was, isShifted(row..<place, by: 1, telling) {
        return "row \(row): recorded \(text(was, telling)), which is row \(place) now"
      }
      if recorded(place, telling) == new, isShifted(row + 1..<place + 1, by: -1, telling) {
        return "row \(row): now \(text(new, telling)), recorded as row \(place)"
      }
    }
    return stays.map { "row \(row): recorded \(text(was, telling)), which is row \($0) now" }
  }

  /// Whether the rows of a range are those that were recorded so many places further on, as far as they are known.
  private func isShifted(_ rows: Range<Int>, by step: Int, _ telling: [RecordedColumn]) -> Bool {
    guard !rows.isEmpty, recorded(rows.lowerBound + step, telling) != nil else { return rows.isEmpty }
    return rows.allSatisfy { row in
      guard let now = now(row, telling), let was = recorded(row + step, telling) else { return true }
      return now == was
    }
  }

  private func differs(_ row: Int, _ telling: [RecordedColumn]) -> Bool {
    guard let was = recorded(row, telling), let new = now(row, telling) else { return false }
    return was != new
  }

  private func isKey(_ name: String) -> Bool { key.contains { $0.fingerprint.name == name } }

  private func recorded(_ row: Int, _ columns: [RecordedColumn]) -> [Cell]? {
    let cells = columns.compactMap { $0.recorded.cell(row) }
    return cells.count == columns.count ? cells : nil
  }

  private func now(_ row: Int, _ columns: [RecordedColumn]) -> [Cell]? {
    let cells = columns.compactMap { $0.now.cell(row) }
    return cells.count == columns.count ? cells : nil
  }

  private func text(_ row: [Cell], _ columns: [RecordedColumn]) -> String {
    let parts = zip(columns, row).prefix(3).map { "\($0.name) \(CellFormat.literal($1))" }
    return parts.joined(separator: ", ") + (row.count > 3 ? ", …" : "")
  }

  /// The row's key where the table has one and the row had the same, else its number from 0.
  private func name(of row: Int) -> String {
    let differs = columns.contains { isKey($0.name) && $0.recorded.cell(row) != $0.now.cell(row) }
    let parts = key.compactMap { column in
      column.cell(row).map { "\(column.fingerprint.name) \(CellFormat.plain($0))" }
    }
    return key.isEmpty || differs || parts.count < key.count ? "row \(row)" : parts.joined(separator: ", ")
  }
}
