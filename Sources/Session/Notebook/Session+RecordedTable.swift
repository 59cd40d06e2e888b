import Columns

extension Session {
  /// The most cells of a table that are put together from blocks: what a person looks at is no more.
  private static let mostCells = 4_000_000

  /// The table of a cell of which only its lock speaks, for looking at: its values, where the store beside the lock has
  /// all of them as they were, and nothing of where they came from. What another cell reads is computed.
  ///
  /// - Returns: nil where there is no such cell, where the store lacks a block, and for what is no table.
  public func recordedTable(of number: Int) -> Table? {
    guard let cell = cell(number), cell.state == .recorded, let store = recordedBlocks,
      let taken = cell.fingerprint?.first, cell.fingerprint?.count == 1, taken.name.isEmpty,
      taken.rowCount * taken.columns.count <= Self.mostCells
    else { return nil }
    var columns: [(name: String, column: Column)] = []
    for column in taken.columns {
      guard let values = store.column(column, rowCount: taken.rowCount) else { return nil }
      columns.append((column.name, values))
    }
    let fields = columns.map { Field($0.name, $0.column.type) }
    return Table(
      schema: Schema(fields, key: taken.key), columns: columns.map(\.column), rowCount: taken.rowCount)
  }
}

extension BlockStore {
  /// A column whose blocks are all there, as they were.
  fileprivate func column(_ taken: ColumnFingerprint, rowCount: Int) -> Column? {
    guard let type = ColumnType(rawValue: taken.type) else { return nil }
    var cells: [Cell] = []
    cells.reserveCapacity(rowCount)
    for hash in taken.blocks {
      guard let block = block(hash, type: type) else { return nil }
      cells += block.cells
    }
    return cells.count == rowCount ? Column(cells: cells, type: type) : nil
  }
}
