import Columns
import Files
import Kernels
import Language

/// A file beside a lock with the values of column blocks, each found by the block's hash.
///
/// It serves to show what a value was, where verification finds a difference. It may be deleted at any time, and once
/// its budget is used up no more is added. The same values in the same order give the same bytes. What it holds is
/// believed only where it has the hash under which it lies there.
public final class BlockStore {
  /// How many bytes the blocks of one lock may take, where nothing else is said.
  public static let defaultBudget = 64 << 20

  /// Where the file of blocks lies.
  public let path: String
  private let budget: Int
  private let pack: Pack
  /// Whether a block did not fit any more, or could not be written; from then on none is encoded.
  private var isFull = false

  /// Whether a block was found that is not what it should be.
  private(set) var isDamaged = false

  /// - Parameter isNew: whether to begin anew, beside what lies at the path, until ``publish(_:)``.
  public init(path: String, budget: Int = BlockStore.defaultBudget, isNew: Bool = false) {
    (self.path, self.budget) = (path, budget)
    pack = isNew ? Pack(replacing: path) : Pack(path: path)
  }

  /// Where the store of a script lies.
  public static func path(for script: String) -> String { script + ".blocks" }

  /// Blocks that are encoded before any of them is written.
  private static let waveBlocks = 512

  /// A block of a column, and its hash.
  private typealias Place = (column: CanonicalColumn, block: Int, hash: UInt64)

  /// Adds the blocks of a value, as far as the budget goes. Where they cannot be written they are left out.
  ///
  /// - Throws: `Cancelled`.
  func add(_ value: any Value, _ fingerprints: [TableFingerprint], _ execution: Execution) throws {
    var wave: [Place] = [], seen: Set<UInt64> = []
    for (content, fingerprint) in zip(value.contents, fingerprints) {
      for (column, taken) in zip(content.table.columns, fingerprint.columns) where !isFull {
        var canonical: CanonicalColumn?
        for (block, hash) in taken.blocks.enumerated() where !pack.contains(hash) && seen.insert(hash).inserted {
          let known = try canonical ?? CanonicalColumn(column, execution: execution)
          canonical = known
          wave.append((known, block, hash))
          if wave.count == Self.waveBlocks { try write(&wave, execution) }
          if isFull { return }
        }
      }
    }
    try write(&wave, execution)
  }

  private func write(_ wave: inout [Place], _ execution: Execution) throws {
    let places = wave
    wave = []
    let encoded = try execution.map(count: places.count) { index in
      RecordedBlock.encode(places[index].column, block: places[index].block)
    }
    var records: [(key: UInt64, bytes: [UInt8])] = [], size = pack.byteCount
    for (place, bytes) in zip(places, encoded) {
      size += Pack.cost(ofBytes: bytes.count)
      isFull = isFull || size > budget
      if isFull { break }
      records.append((place.hash, bytes))
    }
    do { try pack.append(records) } catch { isFull = true }
  }

  /// Removes the blocks that a lock does not speak of.
  public func keepOnly(_ lock: Lock) {
    var wanted: Set<UInt64> = []
    for cell in lock.cells {
      for table in cell.values { for column in table.columns { wanted.formUnion(column.blocks) } }
    }
    try? pack.keepOnly(wanted)
  }

  /// Puts a store that was begun anew in its place, with the blocks that a lock speaks of. The lock is on the disk by
  /// then: of a run that came to none, no blocks stay.
  func publish(_ lock: Lock) {
    keepOnly(lock)
    pack.publish()
  }

  /// The values of a block, where the store has them as they were.
  func block(_ hash: UInt64, type: ColumnType) -> RecordedBlock? {
    guard let bytes = pack.bytes(of: hash) else { return nil }
    guard let block = RecordedBlock(bytes, type: type), block.hash(type) == hash else {
      isDamaged = true
      return nil
    }
    return block
  }
}
