import Columns
import Kernels

/// What work takes of memory at its peak beside its input, told from the input before the work begins.
///
/// Every step that runs in this process declares one, and so does every preparation, in a recipe as on a table. The
/// figures are measured: `scripts/memory-situations --measure` sets what is foreseen beside the peaks of whole runs.
public struct Footprint: Sendable {
  private let bytes: @Sendable (Table, Execution) -> Double

  /// So many bytes as the input and the threads tell.
  public init(_ bytes: @escaping @Sendable (Table, Execution) -> Double) { self.bytes = bytes }

  /// Work that moves columns, or keeps little of what it sees.
  public static let small = Footprint { _, _ in 0 }

  /// Work that asks for itself while it goes, where it first has to find out how much that will be.
  public static let asksItself = small

  /// So many bytes for each row.
  public static func rows(_ bytes: Double) -> Footprint { Footprint { table, _ in Double(table.rowCount) * bytes } }

  /// What columns take that are worked on side by side, as many at a time as there are threads: all of what is kept of
  /// each, and the work on the largest ones.
  public static func columns(
    _ positions: [Int], _ share: @escaping @Sendable (Column) -> ColumnShare
  ) -> Footprint {
    Footprint { table, execution in
      let shares = positions.map { share(table.columns[$0]) }
      let atWork = shares.map(\.work).sorted(by: >).prefix(execution.threads)
      return shares.reduce(0) { $0 + $1.kept } + atWork.reduce(0, +)
    }
  }

  /// The same for columns of which each takes so many bytes a row.
  public static func columns(_ positions: [Int], work: Double, kept: Double) -> Footprint {
    columns(positions) { ColumnShare(work: work * Double($0.count), kept: kept * Double($0.count)) }
  }

  /// Both at once.
  public static func + (left: Footprint, right: Footprint) -> Footprint {
    Footprint { left.bytes($0, $1) + right.bytes($0, $1) }
  }

  /// One after the other: what the larger one takes.
  public func then(_ other: Footprint) -> Footprint {
    Footprint { max(bytes($0, $1), other.bytes($0, $1)) }
  }

  /// Throws where the work on a table would take more than there is.
  public func require(on table: Table, _ execution: Execution) throws(InsufficientMemory) {
    try execution.memory.require(bytes(table, execution))
  }
}

/// What one of several columns takes, in bytes.
public struct ColumnShare: Sendable {
  /// While it is worked on.
  public var work: Double
  /// From then on.
  public var kept: Double

  /// A column that stays as it is.
  public static let none = ColumnShare(work: 0, kept: 0)

  /// Bytes during the work and from then on.
  public init(work: Double, kept: Double) { (self.work, self.kept) = (work, kept) }
}
