import Columns
import Files
import Language

/// Compares one table with what the lock tells of it.
struct TableComparison {
  let title: String
  let recorded: TableFingerprint
  let now: TableFingerprint
  /// The table as it is now.
  let table: Table?
  /// The table as it was, where it is at hand.
  let original: Table?
  let blocks: BlockStore?
  /// What has the values as they are now, where the table is not at hand.
  var blocksNow: BlockStore?

  var difference: CellDifference? {
    guard recorded != now else { return nil }
    var lines: [String] = []
    if recorded.rowCount != now.rowCount {
      lines.append("\(title): \(now.rowCount) rows, recorded \(recorded.rowCount)")
    }
    let gone = names(of: recorded, missingIn: now), new = names(of: now, missingIn: recorded)
    if !gone.isEmpty { lines.append("\(title): no longer there: \(shortened(gone))") }
    if !new.isEmpty { lines.append("\(title): new columns: \(shortened(new))") }
    if gone.isEmpty, new.isEmpty, recorded.columns.map(\.name) != now.columns.map(\.name) {
      lines.append("\(title): the columns stand in another order")
    }
    if recorded.key != now.key { lines.append("\(title): another key") }
    let byName = Dictionary(now.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs = recorded.columns.compactMap { before in byName[before.name].map { (before, $0) } }
    let differing = pairs.filter { $0 != $1 }
    guard let (before, after) = differing.first else { return CellDifference(lines: lines, column: nil) }
    let verb = differing.count == 1 ? "differs" : "differ"
    lines.append("\(title): \(differing.count) of \(recorded.columns.count) columns \(verb)")
    let rows = RecordedRows(
      columns: differing.map { RecordedColumn(values($0.0, original, blocks), values($0.1, table, blocksNow)) },
      counts: (recorded.rowCount, now.rowCount),
      key: now.key == recorded.key
        ? now.columns.filter { now.key.contains($0.name) }.map { values($0, table, blocksNow) } : [])
    return CellDifference(lines: lines + self.lines(before, after, rows), column: after.name)
  }

  private func values(_ column: ColumnFingerprint, _ table: Table?, _ blocks: BlockStore?) -> ColumnValues {
    ColumnValues(column, table?[column.name], blocks)
  }

  private func names(of one: TableFingerprint, missingIn other: TableFingerprint) -> [String] {
    let present = Set(other.columns.map(\.name))
    return one.columns.map(\.name).filter { !present.contains($0) }
  }

  private func shortened(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", … (\(names.count))" : "")
  }

  /// The column and the block of rows, then the row and both values where the store has them.
  private func lines(_ before: ColumnFingerprint, _ after: ColumnFingerprint, _ rows: RecordedRows) -> [String] {
    if before.type != after.type {
      return ["\(after.name): \(after.type), recorded \(before.type)"] + [rows.typeLine].compactMap { $0 }
    }
    let isTold = !before.blocks.isEmpty || recorded.rowCount == 0
    guard isTold, let block = before.firstDifferingBlock(from: after) else {
      return ["\(after.name), in rows that the lock does not tell"]
    }
    let start = block * CanonicalColumn.blockRows
    let end = min(start + CanonicalColumn.blockRows, max(recorded.rowCount, now.rowCount))
    let place = "\(after.name), rows \(start)–\(end - 1)"
    if let line = rows.moveLine ?? rows.valueLine { return [place, line] }
    guard let blocks, blocks.isDamaged else { return [place] }
    return [place, "\(FileSystem.name(of: blocks.path)) is damaged: no row from it"]
  }
}
