import Language

extension Lock {
  /// How many bytes a lock and the blocks beside it may take together: a fiftieth of the files that were read, and 16
  /// million in any case.
  public static func limit(forInputs bytes: Int) -> Int { max(16_000_000, bytes / 50) }

  /// How many bytes this lock and its blocks may take together.
  public var limit: Int { Lock.limit(forInputs: Lock.bytes(of: cells.flatMap(\.inputs))) }

  /// The bytes of files, each counted once.
  static func bytes(of inputs: some Sequence<InputFile>) -> Int {
    Dictionary(inputs.map { ($0.path, $0.bytes) }, uniquingKeysWith: max).values.reduce(0, +)
  }

  /// The lock within a number of bytes. What is too much is left out from the end: of a column that stands there first
  /// the hashes of its blocks, so that verification finds it to differ, and not in which rows. It takes hundreds of
  /// columns for each one that was read to come to that.
  func within(_ limit: Int) -> Lock {
    guard mostBytes > limit else { return self }
    var excess = text.utf8.count - limit
    guard excess > 0 else { return self }
    var order: [ColumnFingerprint] = [], known: Set<UInt64> = []
    for column in cells.flatMap(\.values).flatMap(\.columns) where known.insert(column.hash).inserted {
      order.append(column)
    }
    var gone: Set<UInt64> = []
    while excess > 0, let last = order.popLast() {
      gone.insert(last.hash)
      excess -= last.blocks.count * 10
    }
    var lock = self
    lock.cells = cells.map { cell in
      cell.with(values: cell.values.map { table in
        TableFingerprint(
          name: table.name, rowCount: table.rowCount, key: table.key,
          columns: table.columns.map { gone.contains($0.hash) ? $0.withoutBlocks : $0 })
      })
    }
    return lock
  }

  /// More than the text takes, without making it.
  private var mostBytes: Int {
    cells.reduce(1000) { sum, cell in
      let columns = cell.values.flatMap(\.columns).reduce(0) { $0 + 400 + $1.name.utf8.count + $1.blocks.count * 11 }
      let files = cell.inputs.map(\.path) + cell.outputs.map(\.path) + cell.defaults
      return sum + 1000 + columns + files.reduce(0) { $0 + 400 + $1.utf8.count * 2 }
    }
  }
}

extension LockedCell {
  fileprivate func with(values: [TableFingerprint]) -> LockedCell {
    LockedCell(
      number: number, binding: binding, statementHash: statementHash, inputs: inputs, outputs: outputs,
      defaults: defaults, values: values)
  }
}
