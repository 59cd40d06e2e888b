import Columns
import Files
import Kernels
import Language

/// A file beside a lock with the values of column blocks, each found by the block's hash.
///
/// It serves to show what a value was, where verification finds a difference, and tables that it holds whole. It may be
/// deleted at any time. It stays within ``mostBytes``, and together with the lock within ``Lock/limit``; what it keeps
/// of more is settled by ``BlockRank``. The same values in the same order give the same bytes. What it holds is
/// believed only where it has the hash under which it lies there, and what it does not hold may stand in the stores of
/// the scripts beside.
public final class BlockStore {
  /// Where the file of blocks lies.
  public let path: String
  /// What was asked for; nil where nothing was.
  private let budget: Int?
  private let pack: Pack
  private let isNew: Bool
  /// The stores of other scripts in the folder, opened when something is missing here.
  private lazy var others = Self.paths(in: FileSystem.folder(of: path) ?? ".").filter { $0 != path }
    .map(Pack.init(path:))
  /// What may be kept, in the order in which it came.
  private var candidates: [Candidate] = []
  private var byteCount = 0
  /// How many blocks were asked about, which tells their order.
  private var requestCount = 0
  /// The size of each block that is known, also of those that are not kept.
  private var sizes: [UInt64: Int] = [:]
  private var isKept: Set<UInt64> = []
  /// What was left out first, once something was.
  private var worst: BlockRank?
  /// The bytes of the files that the recorded cells read.
  private var inputs: [String: Int] = [:]

  /// Whether a block was found that is not what it should be.
  private(set) var isDamaged = false

  /// A block that may be kept.
  private struct Candidate {
    let hash: UInt64
    let rank: BlockRank
    let size: Int
    /// Nil for one that the file holds.
    let bytes: [UInt8]?
  }

  /// - Parameters:
  ///   - budget: how many bytes it may take at most; nil for the usual number.
  ///   - isNew: whether to begin anew, beside what lies at the path, until ``publish(_:)``.
  public init(path: String, budget: Int? = nil, isNew: Bool = false) {
    (self.path, self.budget, self.isNew) = (path, budget, isNew)
    pack = isNew ? Pack(replacing: path) : Pack(path: path)
  }

  /// Where the store of a script lies.
  public static func path(for script: String) -> String { script + ending }

  /// How the names of stores end.
  static let ending = ".blocks"

  /// The stores of a folder.
  static func paths(in folder: String) -> [String] {
    FileSystem.names(in: folder).filter { $0.hasSuffix(ending) }.map { folder == "." ? $0 : "\(folder)/\($0)" }
  }

  /// Whether the file at a path holds some of the blocks.
  static func holds(_ path: String, anyOf hashes: Set<UInt64>) -> Bool {
    let pack = Pack(path: path)
    return hashes.contains { pack.contains($0) }
  }

  /// What all blocks of a store may take at most. More would show more values should they change, and cost more of
  /// each run than that is worth.
  static let mostBytes = 16_000_000

  private var limit: Int { budget ?? Self.mostBytes }
  /// How many bytes there may be besides a lock.
  private func room(besideLockOf lockBytes: Int) -> Int {
    let both = Lock.limit(forInputs: inputs.values.reduce(0, +))
    return budget ?? max(0, min(Self.mostBytes, both - lockBytes - Pack.markBytes))
  }

  /// Takes note of the files that a cell has read: the larger they are, the more room there is beside a large lock.
  func count(_ files: [InputFile]) {
    for file in files { inputs[file.path] = max(file.bytes, inputs[file.path] ?? 0) }
  }

  /// Adds the blocks of a value, as far as the limit goes.
  ///
  /// - Throws: `Cancelled`.
  func add(_ value: any Value, _ fingerprints: [TableFingerprint], _ execution: Execution) throws {
    guard limit > 0 else { return }
    for (content, fingerprint) in zip(value.contents, fingerprints) {
      let columns = zip(content.table.columns, fingerprint.columns).filter { !$1.blocks.isEmpty }
      try add(columns.map { Request(column: $0, hashes: $1.blocks, blocks: 0..<1) }, execution)
      // The smallest first, so that what would be left out again is not made.
      let rest = columns.map { Request(column: $0, hashes: $1.blocks, blocks: 1..<$1.blocks.count) }
      try add(rest.enumerated().sorted { rank($0) < rank($1) }.map(\.element), execution)
    }
  }

  /// Keeps what the file holds of a value that is not here, and what only those of other scripts hold: they may go.
  func keep(_ fingerprints: [TableFingerprint]) {
    for column in fingerprints.flatMap(\.columns) {
      for (block, hash) in column.blocks.enumerated() {
        requestCount += 1
        let rank = rank(of: block, in: column.blocks)
        guard !keep(hash, rank), let bytes = others.lazy.compactMap({ $0.bytes(of: hash) }).first else { continue }
        sizes[hash] = bytes.count
        insert(
          hash, rank ?? BlockRank(block, bytes.count, requestCount), Pack.cost(ofBytes: bytes.count), bytes)
      }
    }
  }

  /// Some blocks of a column.
  private struct Request {
    let column: Column
    let hashes: [UInt64]
    let blocks: Range<Int>
  }

  /// Blocks that are encoded before it is looked whether there are too many.
  private static let waveBlocks = 512

  private typealias Place = (column: CanonicalColumn, block: Int, hash: UInt64, number: Int, rank: BlockRank?)

  private func add(_ requests: [Request], _ execution: Execution) throws {
    var wave: [Place] = [], seen: Set<UInt64> = []
    for request in requests {
      try execution.checkCancelled()
      var canonical: CanonicalColumn?
      for block in request.blocks {
        let hash = request.hashes[block]
        requestCount += 1
        // The rank of a first block is not known before it is encoded.
        let rank = rank(of: block, in: request.hashes)
        if let rank, let worst, rank > worst { break }
        if isKept.contains(hash) || keep(hash, rank) || !seen.insert(hash).inserted { continue }
        let known = try canonical ?? CanonicalColumn(request.column, execution: execution)
        canonical = known
        wave.append((known, block, hash, requestCount, rank))
        if wave.count == Self.waveBlocks { try encode(&wave, execution) }
      }
    }
    try encode(&wave, execution)
  }

  private func rank(_ request: (offset: Int, element: Request)) -> (Int, Int) {
    (size(of: request.element.hashes[0]) ?? 0, request.offset)
  }

  private func rank(of block: Int, in hashes: [UInt64]) -> BlockRank? {
    size(of: hashes[0]).map { BlockRank(block, $0, requestCount) }
  }

  private func encode(_ wave: inout [Place], _ execution: Execution) throws {
    let places = wave
    wave = []
    let encoded = try execution.map(count: places.count) { index in
      RecordedBlock.encode(places[index].column, block: places[index].block)
    }
    for (place, bytes) in zip(places, encoded) {
      sizes[place.hash] = bytes.count
      let rank = place.rank ?? BlockRank(place.block, bytes.count, place.number)
      insert(place.hash, rank, Pack.cost(ofBytes: bytes.count), bytes)
    }
  }

  /// Keeps a block that the file holds. False where it does not.
  private func keep(_ hash: UInt64, _ rank: BlockRank?) -> Bool {
    guard let rank, let size = pack.byteCount(of: hash) else { return false }
    insert(hash, rank, Pack.cost(ofBytes: size), nil)
    return true
  }

  private func insert(_ hash: UInt64, _ rank: BlockRank, _ size: Int, _ bytes: [UInt8]?) {
    if let worst, rank > worst { return }
    guard isKept.insert(hash).inserted else { return }
    candidates.append(Candidate(hash: hash, rank: rank, size: size, bytes: bytes))
    byteCount += size
    // Sorting now and then costs little, and half as much again of memory.
    if byteCount > limit + limit / 2 { keepBest(limit) }
  }

  /// Leaves out what comes behind the first block that does not fit.
  private func keepBest(_ limit: Int) {
    var (left, kept, isFull) = (limit, [Candidate](), false)
    for candidate in candidates.sorted(by: { $0.rank < $1.rank }) {
      left -= candidate.size
      isFull = isFull || left < 0
      if !isFull {
        kept.append(candidate)
      } else {
        worst = worst.map { min($0, candidate.rank) } ?? candidate.rank
        isKept.remove(candidate.hash)
      }
    }
    candidates = kept.sorted { $0.rank.number < $1.rank.number }
    byteCount = kept.reduce(0) { $0 + $1.size }
  }

  private func size(of hash: UInt64) -> Int? { sizes[hash] ?? pack.byteCount(of: hash) }

  /// Leaves what was added in the file, and nothing else; where it cannot be written, as much as there was.
  ///
  /// - Parameter lockBytes: what the lock takes of the space of both.
  func write(besideLockOf lockBytes: Int) {
    keepBest(room(besideLockOf: lockBytes))
    guard (try? pack.keepOnly(Set(candidates.filter { $0.bytes == nil }.map(\.hash)))) != nil else { return }
    try? pack.append(candidates.compactMap { candidate in candidate.bytes.map { (candidate.hash, $0) } })
  }

  /// Puts a store in its place that was begun anew. The lock is on the disk by then: of a run that came to none, no
  /// blocks stay.
  func publish(besideLockOf lockBytes: Int) {
    write(besideLockOf: lockBytes)
    pack.publish()
  }

  /// Removes all blocks.
  func clear() { try? pack.keepOnly([]) }

  /// The values of a block, where this store or one of those beside it has them as they were.
  func block(_ hash: UInt64, type: ColumnType) -> RecordedBlock? {
    func read(_ pack: Pack) -> RecordedBlock? {
      let block = pack.bytes(of: hash).flatMap { RecordedBlock($0, type: type) }
      return block?.hash(type) == hash ? block : nil
    }
    if let block = read(pack) { return block }
    isDamaged = isDamaged || pack.contains(hash)
    return others.lazy.compactMap(read).first
  }
}
