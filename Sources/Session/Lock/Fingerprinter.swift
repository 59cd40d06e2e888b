import Columns
import Kernels
import Language

/// Takes fingerprints of values. Columns that share their memory with one seen before are not read again.
final class Fingerprinter {
  fileprivate struct Entry {
    /// Keeps the memory alive by which the column is recognised.
    let column: Column
    let blocks: [UInt64]
  }

  private var known: [StorageIdentity: Entry] = [:]

  /// A value whose columns are being read.
  struct Begun {
    /// The tables whose columns are read: asked again, a value may make others.
    fileprivate let contents: [(name: String, table: Table)]
    /// What was known of columns when it began, and is told of them whatever is forgotten meanwhile.
    fileprivate let known: [StorageIdentity: Entry]
    fileprivate let order: [StorageIdentity]
    fileprivate let reading: ColumnReading
    fileprivate let behind: WorkBehind?
  }

  /// - Throws: `Cancelled`.
  func fingerprint(_ value: any Value, _ execution: Execution) throws -> [TableFingerprint] {
    try finish(begin(value, execution), execution)
  }

  /// Begins to read what is new of a value.
  /// - Parameter isBehind: whether to read on while other work goes on.
  /// - Throws: `Cancelled`.
  func begin(_ value: any Value, isBehind: Bool = false, _ execution: Execution) throws -> Begun {
    var new: Set<StorageIdentity> = [], order: [StorageIdentity] = [], unread: [Column] = []
    let contents = value.contents
    for column in contents.flatMap({ $0.table.columns }) {
      try execution.checkCancelled()
      let identity = StorageIdentity(column)
      guard known[identity] == nil, new.insert(identity).inserted else { continue }
      order.append(identity)
      unread.append(column)
    }
    let reading = try ColumnReading(unread, execution), monitor = execution.monitor
    let behind = isBehind && !unread.isEmpty ? WorkBehind { reading.takePieces(monitor) } : nil
    return Begun(contents: contents, known: known, order: order, reading: reading, behind: behind)
  }

  /// The fingerprint of a value, once all of it is read; what is left to read is read on all threads.
  /// - Throws: `Cancelled`.
  func finish(_ begun: Begun, _ execution: Execution) throws -> [TableFingerprint] {
    let hashes = try begun.reading.finish(begun.behind, execution)
    var entries = begun.known
    for (index, identity) in begun.order.enumerated() {
      let entry = Entry(column: begun.reading.columns[index], blocks: hashes[index])
      (entries[identity], known[identity]) = (entry, entry)
    }
    return try begun.contents.map { name, table in
      TableFingerprint(
        name: name, rowCount: table.rowCount, key: table.schema.key,
        columns: try zip(table.schema.fields, table.columns).map { field, column in
          try execution.checkCancelled()
          guard let entry = entries[StorageIdentity(column)] else { preconditionFailure("a column was not read") }
          return ColumnFingerprint(
            name: field.name, type: field.type.rawValue, nullCount: column.nullCount, blocks: entry.blocks)
        })
    }
  }

  /// Forgets columns that none of the values holds.
  func keepOnly(_ values: some Sequence<any Value>) {
    guard !known.isEmpty else { return }
    let alive = Set(values.flatMap { $0.contents.flatMap { $0.table.columns.map(StorageIdentity.init) } })
    known = known.filter { alive.contains($0.key) }
  }
}
