import Columns
import Kernels
import Language

/// Takes fingerprints of values. Columns that share their memory with one seen before are not read again.
final class Fingerprinter {
  private struct Entry {
    /// Keeps the memory alive by which the column is recognised.
    let column: Column
    let blocks: [UInt64]
  }

  private var known: [StorageIdentity: Entry] = [:]

  /// - Throws: `Cancelled`.
  func fingerprint(_ value: any Value, _ execution: Execution) throws -> [TableFingerprint] {
    let contents = value.contents
    try readNew(contents.flatMap { $0.table.columns }, execution)
    return try contents.map { name, table in
      TableFingerprint(
        name: name, rowCount: table.rowCount, key: table.schema.key,
        columns: try zip(table.schema.fields, table.columns).map { field, column in
          try execution.checkCancelled()
          return ColumnFingerprint(
            name: field.name, type: field.type.rawValue, nullCount: column.nullCount,
            blocks: known[StorageIdentity(column)]?.blocks ?? [])
        })
    }
  }

  /// Forgets columns that none of the values holds.
  func keepOnly(_ values: some Sequence<any Value>) {
    guard !known.isEmpty else { return }
    let alive = Set(values.flatMap { $0.contents.flatMap { $0.table.columns.map(StorageIdentity.init) } })
    known = known.filter { alive.contains($0.key) }
  }

  private func readNew(_ columns: [Column], _ execution: Execution) throws {
    var new: [StorageIdentity: Column] = [:], order: [StorageIdentity] = []
    for column in columns {
      try execution.checkCancelled()
      let identity = StorageIdentity(column)
      guard known[identity] == nil, new.updateValue(column, forKey: identity) == nil else { continue }
      order.append(identity)
    }
    let unread = order.compactMap { new[$0] }
    let canonical = try unread.map { column in
      try execution.checkCancelled()
      return try CanonicalColumn(column, execution: execution)
    }
    let pieces = canonical.enumerated().flatMap { index, column in
      stride(from: 0, to: column.blockCount, by: Self.pieceBlocks).map { (index, $0) }
    }
    let hashes = try execution.map(count: pieces.count) { piece in
      let (index, start) = pieces[piece]
      let end = min(start + Self.pieceBlocks, canonical[index].blockCount)
      return canonical[index].hashes(ofBlocks: start..<end)
    }
    var blocks = [[UInt64]](repeating: [], count: unread.count)
    for (piece, found) in zip(pieces, hashes) { blocks[piece.0] += found }
    for (index, identity) in order.enumerated() {
      known[identity] = Entry(column: unread[index], blocks: blocks[index])
    }
  }

  /// Blocks that one thread takes at a time: 65 536 rows.
  private static let pieceBlocks = 16
}
