import Columns
import Files
import Kernels
import Synchronization

/// Writes tables as Parquet, through Apache Arrow.
///
/// `int` is INT64, `float` DOUBLE, `text` a UTF-8 string, `date` DATE, `datetime` TIMESTAMP of microseconds in UTC. A
/// column is encoded with a dictionary wherever that is smaller. The bytes depend on the table, the compression and the
/// version of Arrow alone.
public enum ParquetWriter {
  /// How many rows make up a row group: a multiple of 64, so that groups cut validity between its words.
  static let groupRows = 1 << 18

  /// - Throws: ``WriteError``; `Cancelled`, and then no file is left behind and an old one stays as it was.
  public static func write(
    _ table: Table, to path: String, compression: ParquetCompression = .zstd, execution: Execution
  ) throws {
    do {
      let encoder = try ParquetEncoder(table, compression: compression)
      let file = try ParquetOutput(encoder, path: path)
      let groups = (table.rowCount + groupRows - 1) / groupRows, columns = table.columns.count
      execution.monitor.begin("writing \(path)", total: groups * columns)
      for start in stride(from: 0, to: table.rowCount, by: groupRows) {
        let rows = start..<min(table.rowCount, start + groupRows)
        try encoder.begin(rowCount: rows.count)
        try execution.forEach(count: columns) { column in
          try encoder.encode(column: column, rows)
          try file.put(column)
          execution.monitor.advance(by: 1)
        }
        try file.endGroup()
      }
      try file.finish()
    } catch let failure as ArrowFailure {
      throw WriteError(path: path, sentence: failure.sentence, help: failure.help)
    } catch let failure as FileFailure {
      throw WriteError(failure)
    }
  }
}

/// Writes the columns of a row group in their order, whatever the order in which threads have encoded them.
private final class ParquetOutput: Sendable {
  private struct State: ~Copyable {
    var file: AtomicFile?
    /// The columns that are encoded, but wait for one before them, and the next one to write.
    var waiting: Set<Int> = []
    var next = 0

    mutating func write(_ encoder: ParquetEncoder) throws {
      for piece in encoder.takePieces() { try file?.write(piece) }
    }
  }

  private let encoder: ParquetEncoder
  private let state: Mutex<State>

  init(_ encoder: ParquetEncoder, path: String) throws(FileFailure) {
    self.encoder = encoder
    state = Mutex(State(file: try AtomicFile(path: path)))
  }

  /// Writes an encoded column as soon as all before it are written.
  func put(_ column: Int) throws {
    try state.withLock { state in
      state.waiting.insert(column)
      while state.waiting.remove(state.next) != nil {
        try encoder.put(column: state.next)
        try state.write(encoder)
        state.next += 1
      }
    }
  }

  func endGroup() throws {
    try state.withLock { state in
      try encoder.end()
      state.next = 0
    }
  }

  /// Writes the footer and gives the file its name.
  func finish() throws {
    try encoder.finish()
    try state.withLock { state in
      try state.write(encoder)
      if let file = state.file.take() { try file.commit() }
    }
  }
}
