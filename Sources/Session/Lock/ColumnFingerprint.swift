import Columns
import Kernels

/// What the lock keeps of a column: enough to tell whether another one is the same, and where it is not.
public struct ColumnFingerprint: Sendable {
  /// The column's name.
  public let name: String
  /// The column's type, by its name in the language.
  public let type: String
  /// How many rows are null.
  public let nullCount: Int
  /// The hash of each block of ``CanonicalColumn/blockRows`` rows; none where a lock has left them out.
  public let blocks: [UInt64]
  /// One hash over all rows.
  public let hash: UInt64

  /// - Parameter hash: over all rows, where the blocks are left out.
  public init(name: String, type: String, nullCount: Int, blocks: [UInt64], hash: UInt64? = nil) {
    (self.name, self.type, self.nullCount, self.blocks) = (name, type, nullCount, blocks)
    self.hash = hash ?? Self.hash(of: blocks)
  }

  private static func hash(of blocks: [UInt64]) -> UInt64 {
    var hash = XXH64()
    for block in blocks { hash.update((0..<8).map { UInt8(truncatingIfNeeded: block >> (8 * UInt64($0))) }) }
    return hash.digest()
  }

  /// The same without the hashes of blocks.
  var withoutBlocks: ColumnFingerprint {
    ColumnFingerprint(name: name, type: type, nullCount: nullCount, blocks: [], hash: hash)
  }
}

extension ColumnFingerprint: Equatable {
  /// Whether both speak of the same values, as far as both tell.
  public static func == (a: ColumnFingerprint, b: ColumnFingerprint) -> Bool {
    (a.name, a.type, a.nullCount, a.hash) == (b.name, b.type, b.nullCount, b.hash)
      && (a.blocks == b.blocks || a.blocks.isEmpty || b.blocks.isEmpty)
  }
}

/// What the lock keeps of a table, or of one of the tables that another value consists of.
public struct TableFingerprint: Sendable, Equatable {
  /// The table's name inside of the value; empty for a table by itself.
  public let name: String
  /// How many rows the table has.
  public let rowCount: Int
  /// The columns of the key, by name.
  public let key: [String]
  /// What is known of each column, in order.
  public let columns: [ColumnFingerprint]
}
