import Columns
import Files
import Language

/// A folder beside a lock with the values of column blocks, each in a file that is called by the block's hash.
///
/// It serves to show what a value was, where verification finds a difference. It may be deleted at any time, and once
/// its budget is used up no more is added.
public final class BlockStore {
  public static let defaultBudget = 64 << 20

  public let path: String
  private let budget: Int
  private var names: Set<String>
  private var usedBytes: Int
  /// Whether a block did not fit any more; from then on none is encoded.
  private var isFull = false

  public init(path: String, budget: Int = BlockStore.defaultBudget) {
    (self.path, self.budget) = (path, budget)
    let present = FileSystem.names(in: path)
    names = Set(present)
    usedBytes = present.reduce(0) { $0 + (FileSystem.byteCount("\(path)/\($1)") ?? 0) }
  }

  /// Where the store of a script lies.
  public static func path(for script: String) -> String { script + ".blocks" }

  /// Adds the blocks of a value, as far as the budget goes. A block that cannot be written is left out.
  func add(_ value: any Value, _ fingerprints: [TableFingerprint]) {
    for (content, fingerprint) in zip(value.contents, fingerprints) {
      for (column, taken) in zip(content.table.columns, fingerprint.columns) {
        let new = taken.blocks.enumerated().filter { !names.contains($0.element.hexadecimal) }
        if new.isEmpty { continue }
        let canonical = CanonicalColumn(column)
        for (block, hash) in new {
          if isFull { return }
          add(RecordedBlock.encode(canonical, block: block), hash)
        }
      }
    }
  }

  private func add(_ bytes: [UInt8], _ hash: UInt64) {
    let name = hash.hexadecimal
    isFull = usedBytes + bytes.count > budget
    guard !isFull, names.insert(name).inserted,
      (try? AtomicFile.write(bytes, to: "\(path)/\(name)", isSynced: false)) != nil
    else { return }
    usedBytes += bytes.count
  }

  /// Removes the blocks that a lock does not speak of.
  func keepOnly(_ lock: Lock) {
    var wanted: Set<String> = []
    for cell in lock.cells {
      for table in cell.values { for column in table.columns { wanted.formUnion(column.blocks.map(\.hexadecimal)) } }
    }
    for name in names.subtracting(wanted) { FileSystem.remove("\(path)/\(name)") }
    names.formIntersection(wanted)
    if names.isEmpty { FileSystem.remove(path) }
  }

  /// Removes everything: for a run that came to no lock.
  public func discard() { keepOnly(Lock()) }

  /// The values of a block, where the store has them.
  func block(_ hash: UInt64, type: ColumnType) -> RecordedBlock? {
    guard names.contains(hash.hexadecimal), let bytes = try? FileSystem.read("\(path)/\(hash.hexadecimal)") else {
      return nil
    }
    return RecordedBlock(bytes, type: type)
  }
}
