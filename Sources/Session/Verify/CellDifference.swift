import Columns
import Files
import Language

/// The first difference between a cell as it was recorded and as it is now.
struct CellDifference {
  /// What differs in which part of the value, then where.
  let lines: [String]
  /// The column that differs first.
  let column: String?

  /// Nil where all values are the same.
  /// - Parameters:
  ///   - original: the recorded value itself, where it is at hand.
  static func between(
    _ recorded: LockedCell, _ now: LockedCell, value: (any Value)?, original: (any Value)?, blocks: BlockStore?
  ) -> CellDifference? {
    let title = now.binding ?? "result"
    for (index, before) in recorded.values.enumerated() {
      let name = before.name.isEmpty ? title : "\(title), \(before.name)"
      guard now.values.indices.contains(index), now.values[index].name == before.name else {
        return CellDifference(lines: ["\(name): recorded, and not there now"], column: nil)
      }
      func table(of value: (any Value)?) -> Table? {
        value.flatMap { $0.contents.indices.contains(index) ? $0.contents[index].table : nil }
      }
      let comparison = TableComparison(
        title: name, recorded: before, now: now.values[index], table: table(of: value), original: table(of: original),
        blocks: blocks)
      guard let difference = comparison.difference else { continue }
      // A part of another value has no columns that one could ask for.
      return before.name.isEmpty ? difference : CellDifference(lines: difference.lines, column: nil)
    }
    guard now.values.count > recorded.values.count else { return nil }
    let new = now.values[recorded.values.count].name
    return CellDifference(lines: ["\(title), \(new): not there when recorded"], column: nil)
  }
}

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
    let pairs = recorded.columns.compactMap { before in
      now.columns.first { $0.name == before.name }.map { (before, $0) }
    }
    let differing = pairs.filter { $0 != $1 }
    guard let (before, after) = differing.first else { return CellDifference(lines: lines, column: nil) }
    let verb = differing.count == 1 ? "differs" : "differ"
    lines.append("\(title): \(differing.count) of \(recorded.columns.count) columns \(verb)")
    return CellDifference(lines: lines + self.lines(before, after), column: after.name)
  }

  private func names(of one: TableFingerprint, missingIn other: TableFingerprint) -> [String] {
    let present = Set(other.columns.map(\.name))
    return one.columns.map(\.name).filter { !present.contains($0) }
  }

  private func shortened(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", … (\(names.count))" : "")
  }

  /// The column and the block of rows, then the row and both values where the store has them.
  private func lines(_ before: ColumnFingerprint, _ after: ColumnFingerprint) -> [String] {
    if before.type != after.type { return ["\(after.name): \(after.type), recorded \(before.type)"] }
    let count = max(before.blocks.count, after.blocks.count)
    let first = (0..<count).first { block in
      !before.blocks.indices.contains(block) || !after.blocks.indices.contains(block)
        || before.blocks[block] != after.blocks[block]
    }
    guard let block = first else { return [after.name] }
    let start = block * CanonicalColumn.blockRows
    let end = min(start + CanonicalColumn.blockRows, max(recorded.rowCount, now.rowCount))
    let place = "\(after.name), rows \(start)–\(end - 1)"
    if let line = valueLine(before, after, block: block) { return [place, line] }
    guard let blocks, blocks.isDamaged else { return [place] }
    return [place, "\(FileSystem.name(of: blocks.path)) is damaged: no row from it"]
  }

  private func valueLine(_ before: ColumnFingerprint, _ after: ColumnFingerprint, block: Int) -> String? {
    guard before.blocks.indices.contains(block), let type = ColumnType(rawValue: before.type),
      let cells = recordedCells(before, block: block, type: type), let column = table?[after.name]
    else { return nil }
    let start = block * CanonicalColumn.blockRows
    let shared = min(cells.count, column.count - start)
    if shared > 0, let offset = (0..<shared).first(where: { cells[$0] != column[start + $0] }) {
      let values = "recorded \(CellFormat.literal(cells[offset])), now \(CellFormat.literal(column[start + offset]))"
      return "\(rowName(start + offset)): \(values)"
    }
    guard shared < cells.count, shared >= 0 else { return nil }
    return "row \(start + shared): recorded \(CellFormat.literal(cells[shared])), now no such row"
  }

  /// The values of a block as they were: from the store, or from the table itself.
  private func recordedCells(_ before: ColumnFingerprint, block: Int, type: ColumnType) -> [Cell]? {
    if let cells = blocks?.block(before.blocks[block], type: type)?.cells { return cells }
    guard let column = original?[before.name] else { return nil }
    let start = block * CanonicalColumn.blockRows
    return (start..<max(start, min(start + CanonicalColumn.blockRows, column.count))).map { column[$0] }
  }

  /// The row's key where the table has one, else its number from 0.
  private func rowName(_ row: Int) -> String {
    guard let table, !table.schema.key.isEmpty else { return "row \(row)" }
    let parts = table.schema.key.compactMap { name in table[row, name].map { "\(name) \(CellFormat.plain($0))" } }
    return parts.joined(separator: ", ")
  }
}
