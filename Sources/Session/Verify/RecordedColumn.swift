import Columns
import Language

/// The values of a column as far as they are at hand: the column itself, or blocks of it in a store.
final class ColumnValues {
  let fingerprint: ColumnFingerprint
  private let column: Column?
  private let store: BlockStore?
  private var known: [Int: [Cell]?] = [:]

  init(_ fingerprint: ColumnFingerprint, _ column: Column?, _ store: BlockStore?) {
    (self.fingerprint, self.column, self.store) = (fingerprint, column, store)
  }

  /// What stands in a row; nil where nobody knows, and behind the last row.
  func cell(_ row: Int) -> Cell? {
    if let column { return row < column.count ? column[row] : nil }
    let offset = row % CanonicalColumn.blockRows
    guard let cells = cells(row / CanonicalColumn.blockRows), cells.indices.contains(offset) else { return nil }
    return cells[offset]
  }

  /// The values of a block; nil where nobody knows.
  func cells(_ block: Int) -> [Cell]? {
    if let found = known[block] { return found }
    let found = read(block)
    known[block] = .some(found)
    return found
  }

  private func read(_ block: Int) -> [Cell]? {
    if let column {
      let start = block * CanonicalColumn.blockRows
      return (start..<max(start, min(start + CanonicalColumn.blockRows, column.count))).map { column[$0] }
    }
    guard fingerprint.blocks.indices.contains(block), let type = ColumnType(rawValue: fingerprint.type) else {
      return nil
    }
    return store?.block(fingerprint.blocks[block], type: type)?.cells
  }
}

/// A column as it was recorded beside the column as it is now.
struct RecordedColumn {
  let recorded: ColumnValues
  let now: ColumnValues
  /// The first row in which both have a value and not the same one, or in which only one has a row; nil where nobody
  /// knows.
  let firstDifference: Int?

  var name: String { now.fingerprint.name }

  init(_ recorded: ColumnValues, _ now: ColumnValues) {
    (self.recorded, self.now) = (recorded, now)
    firstDifference = Self.firstDifference(recorded, now)
  }

  private static func firstDifference(_ recorded: ColumnValues, _ now: ColumnValues) -> Int? {
    let before = recorded.fingerprint, after = now.fingerprint
    guard before.type == after.type, let block = before.firstDifferingBlock(from: after) else { return nil }
    let start = block * CanonicalColumn.blockRows
    // Where one has ended exactly with the block above, the other one's next row is the first that only it has.
    guard before.blocks.indices.contains(block), after.blocks.indices.contains(block) else { return start }
    guard let cells = recorded.cells(block), let others = now.cells(block) else { return nil }
    return zip(cells, others).enumerated().first { $0.element.0 != $0.element.1 }.map { start + $0.offset }
      ?? start + min(cells.count, others.count)
  }
}

extension ColumnFingerprint {
  /// The first block that is not the same in both; nil where one does not tell its blocks.
  func firstDifferingBlock(from other: ColumnFingerprint) -> Int? {
    guard !blocks.isEmpty || !other.blocks.isEmpty else { return nil }
    return (0..<max(blocks.count, other.blocks.count)).first { block in
      !blocks.indices.contains(block) || !other.blocks.indices.contains(block) || blocks[block] != other.blocks[block]
    }
  }
}
