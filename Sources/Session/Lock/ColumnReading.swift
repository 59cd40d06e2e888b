import Columns
import Kernels
import Synchronization

/// The reading of columns for the hashes of their blocks. Whoever has time takes the next piece.
final class ColumnReading: Sendable {
  let columns: [Column]
  private let canonical: [CanonicalColumn]
  private let pieces: [(column: Int, start: Int)]
  private let next = Atomic<Int>(0)
  private let found: Mutex<[[UInt64]]>

  /// Blocks that one thread takes at a time: 65 536 rows.
  private static let pieceBlocks = 16

  /// - Throws: `Cancelled`.
  init(_ columns: [Column], _ execution: Execution) throws {
    self.columns = columns
    canonical = try columns.map { column in
      try execution.checkCancelled()
      return try CanonicalColumn(column, execution: execution)
    }
    pieces = canonical.enumerated().flatMap { index, column in
      stride(from: 0, to: column.blockCount, by: Self.pieceBlocks).map { (index, $0) }
    }
    found = Mutex(Array(repeating: [], count: pieces.count))
  }

  /// The hashes of each column's blocks, once the pieces that are left are taken on all threads.
  /// - Parameter behind: who has taken pieces meanwhile.
  /// - Throws: `Cancelled`.
  func finish(_ behind: WorkBehind?, _ execution: Execution) throws -> [[UInt64]] {
    try execution.forEach(count: execution.threads) { _ in takePieces(execution.monitor) }
    behind?.wait()
    try execution.checkCancelled()
    return found.withLock { found in
      var blocks = [[UInt64]](repeating: [], count: columns.count)
      for (piece, hashes) in zip(pieces, found) { blocks[piece.column] += hashes }
      return blocks
    }
  }

  /// Reads until no piece is left, or the work is cancelled.
  func takePieces(_ monitor: WorkMonitor) {
    while !monitor.isCancelled {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < pieces.count else { return }
      let (column, start) = pieces[index], end = min(start + Self.pieceBlocks, canonical[column].blockCount)
      let hashes = canonical[column].hashes(ofBlocks: start..<end)
      found.withLock { $0[index] = hashes }
    }
  }
}
