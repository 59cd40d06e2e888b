import Columns
import Kernels

/// One key of a sort.
public struct SortKey: Sendable {
  /// The column to sort by.
  public var column: Column
  /// Whether the greatest value comes first; nulls come last either way.
  public var descending: Bool

  /// A column to sort by, ascending where nothing else is said.
  public init(_ column: Column, descending: Bool = false) { (self.column, self.descending) = (column, descending) }
}

/// Stable sorting by several keys. Nulls come last in both directions; text sorts by its dictionary's ranks.
public enum SortOrder {
  /// The rows in sorted order; rows with equal keys stay in row order.
  ///
  /// Keys are turned into unsigned codes in the wanted order, packed together while they fit in 64 bits, and sorted by
  /// radix from the last pack to the first.
  public static func rows(_ keys: [SortKey], rowCount: Int, execution: Execution) throws -> [Int32] {
    guard rowCount <= TooManyRows.limit else { throw TooManyRows(rows: rowCount) }
    // The rows twice over, and the codes of a pack in their order, in that of the rows, and in the next one; the ranks
    // of texts.
    let texts = keys.reduce(0) { $0 + ($1.column.dictionary?.count ?? 0) }
    try execution.memory.require(Double(rowCount) * 32 + Double(texts) * 24)
    var rows = Buffer((0..<Int32(rowCount)).map { $0 })
    var packs: [[SortCodes]] = [], bits = 0
    for codes in try keys.flatMap({ try SortCodes.of($0, execution: execution) }) {
      if !packs.isEmpty, bits + codes.bits <= 64 {
        packs[packs.count - 1].append(codes)
        bits += codes.bits
      } else {
        packs.append([codes])
        bits = codes.bits
      }
    }
    for pack in packs.reversed() { rows = try RadixSort.sort(rows, by: pack, execution: execution) }
    return rows.array()
  }
}

