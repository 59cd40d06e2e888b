import Kernels

/// How many bureau and previous_application rows each chunk of clients has, so that every row knows its number in the
/// whole table before anything is written. Numbers become unique keys, and rare levels are called by number.
struct RowPlan: Sendable {
  let clients: Int
  let seed: UInt64
  /// The number of each chunk's first row in bureau.
  let firstBureauRows: [Int]
  /// The number of each chunk's first row in previous_application.
  let firstPreviousRows: [Int]
  let bureauKeys: KeyPermutation
  let previousKeys: KeyPermutation

  /// Chunks are cut by this number of clients, whatever the number of threads.
  static let chunkClients = 20 * Client.groupSize

  var chunks: Int { (clients + Self.chunkClients - 1) / Self.chunkClients }

  init(clients: Int, seed: UInt64, execution: Execution) throws {
    self.clients = clients
    self.seed = seed
    let chunks = (clients + Self.chunkClients - 1) / Self.chunkClients
    let counts = try execution.map(count: chunks) { chunk in
      let range = Self.clients(ofChunk: chunk, of: clients)
      return (
        bureau: range.reduce(0) { $0 + Client.bureauCount(index: $1, seed: seed) },
        previous: range.reduce(0) { $0 + Client.previousCount(index: $1, seed: seed) }
      )
    }
    let (bureau, bureauTotal) = Self.starts(counts.map(\.bureau))
    let (previous, previousTotal) = Self.starts(counts.map(\.previous))
    firstBureauRows = bureau
    firstPreviousRows = previous
    bureauKeys = Self.keys(rows: bureauTotal, spread: BureauTable.idSpread, seed: seed, index: 0)
    previousKeys = Self.keys(rows: previousTotal, spread: PreviousApplicationTable.idSpread, seed: seed, index: 1)
  }

  /// The indexes of the clients of one chunk.
  func clients(ofChunk chunk: Int) -> Range<Int> { Self.clients(ofChunk: chunk, of: clients) }

  private static func clients(ofChunk chunk: Int, of clients: Int) -> Range<Int> {
    chunk * chunkClients..<min((chunk + 1) * chunkClients, clients)
  }

  private static func starts(_ counts: [Int]) -> (starts: [Int], total: Int) {
    var total = 0
    let starts = counts.map { count in
      defer { total += count }
      return total
    }
    return (starts, total)
  }

  private static func keys(rows: Int, spread: Double, seed: UInt64, index: Int) -> KeyPermutation {
    KeyPermutation(size: Int(Double(rows) * spread) + 1, seed: seed, index: index)
  }
}
