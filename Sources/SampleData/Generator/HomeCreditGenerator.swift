import Kernels

/// Writes tables shaped like the Home Credit Default Risk data, for any number of clients, from a seed.
///
/// The same number of clients and seed give the same bytes on every machine and with any number of threads: each
/// client's numbers come from streams of their own, arithmetic is portable, and chunks are written in order.
public struct HomeCreditGenerator: Sendable {
  /// How many clients are invented.
  public let clients: Int
  /// What the tables are drawn from.
  public let seed: UInt64

  /// Chunks that are in memory at once (about 4 MB each); fixed, so that memory does not grow with threads.
  private static let chunksInMemory = 16

  /// A generator for `clients` rows of application_train; `clients` must be positive.
  public init(clients: Int, seed: UInt64) {
    precondition(clients > 0, "a data set needs at least one client")
    self.clients = clients
    self.seed = seed
  }

  /// What was written of one table.
  public struct Summary: Sendable, Equatable {
    /// The table that was written.
    public let table: HomeCreditTable
    /// How many rows it has.
    public internal(set) var rows: Int
    /// How large its file is.
    public internal(set) var bytes: Int
  }

  /// Writes the seven files into `folder`, which is made if it is absent; files of the same names are replaced.
  ///
  /// Progress is reported in clients. The files appear under their names only when all are whole.
  /// - Throws: ``OutputError`` when a file cannot be written, `Cancelled` when the monitor was cancelled.
  public func write(to folder: String, execution: Execution) throws -> [Summary] {
    let plan = try RowPlan(clients: clients, seed: seed, execution: execution)
    let tables = HomeCreditTable.allCases
    let output = try OutputFolder(path: folder, fileNames: tables.map(\.fileName))
    defer { output.discard() }
    var summaries = try tables.enumerated().map { number, table in
      let header = CSVBuffer.header(table.columns)
      try output.append(header, toFile: number)
      return Summary(table: table, rows: 0, bytes: header.count)
    }
    execution.monitor.begin("clients", total: clients)
    for first in stride(from: 0, to: plan.chunks, by: Self.chunksInMemory) {
      let numbers = first..<min(first + Self.chunksInMemory, plan.chunks)
      let chunks = try execution.map(count: numbers.count) { offset in
        let chunk = Chunk(number: first + offset, plan: plan)
        execution.monitor.advance(by: plan.clients(ofChunk: first + offset).count)
        return chunk
      }
      try execution.forEach(count: tables.count) { number in
        for chunk in chunks { try output.append(chunk.rows(of: tables[number]).bytes, toFile: number) }
      }
      for (number, table) in tables.enumerated() {
        summaries[number].rows += chunks.reduce(0) { $0 + $1.rows(of: table).rows }
        summaries[number].bytes += chunks.reduce(0) { $0 + $1.rows(of: table).bytes.count }
      }
    }
    try output.commit()
    return summaries
  }
}
