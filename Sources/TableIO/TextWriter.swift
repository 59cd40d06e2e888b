import Columns
import Files
import Kernels

/// Writes rows as text, in blocks that all threads format and, where asked to, pack.
enum TextWriter {
  /// How many rows are formatted as one block: part of a packed file's bytes, and so of fixed size.
  static let blockRows = 8192
  /// How many blocks are in memory at once.
  private static let blocksPerWrite = 16

  /// - Parameters:
  ///   - head: what stands before the first row.
  ///   - format: gives the text of some rows.
  /// - Throws: ``WriteError``; `Cancelled`, and then no file is left behind and an old one stays as it was.
  static func write(
    to path: String, rowCount: Int, head: [UInt8] = [], compression: Compression = .plain, execution: Execution,
    format: @Sendable (Range<Int>) throws -> [UInt8]
  ) throws {
    execution.monitor.begin("writing \(path)", total: rowCount)
    // A table without rows has one block too, which holds the head.
    let blockCount = max(1, (rowCount + blockRows - 1) / blockRows)
    do {
      var file = try AtomicFile(path: path)
      for first in stride(from: 0, to: blockCount, by: blocksPerWrite) {
        let blocks = try execution.map(count: min(blocksPerWrite, blockCount - first)) { offset in
          let start = (first + offset) * blockRows
          let text = (start == 0 ? head : []) + (try format(start..<min(rowCount, start + blockRows)))
          return try compression.packed(text, path: path)
        }
        for block in blocks { try file.write(block) }
        execution.monitor.advance(by: min(rowCount - first * blockRows, blocksPerWrite * blockRows))
      }
      try file.commit()
    } catch let failure as FileFailure {
      throw WriteError(failure)
    }
  }
}
