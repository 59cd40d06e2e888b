import Columns
import Kernels

/// What the lock keeps of a column: enough to tell whether another one is the same, and where it is not.
public struct ColumnFingerprint: Sendable, Equatable {
  /// The column's name.
  public let name: String
  /// The column's type, by its name in the language.
  public let type: String
  /// How many rows are null.
  public let nullCount: Int
  /// The hash of each block of ``CanonicalColumn/blockRows`` rows.
  public let blocks: [UInt64]

  /// One hash over all rows.
  public var hash: UInt64 {
    var hash = XXH64()
    for block in blocks { hash.update((0..<8).map { UInt8(truncatingIfNeeded: block >> (8 * UInt64($0))) }) }
    return hash.digest()
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
