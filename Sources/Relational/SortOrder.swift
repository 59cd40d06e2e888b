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

/// A sort key as a code of `bits` bits: smaller codes come first, and null has the greatest.
struct SortCodes: Sendable {
  let bits: Int
  private let codes: KeyCodes
  private let ranks: Buffer<Int32>?
  private let limit: UInt64
  private let descending: Bool
  private let validity: Bitmap?

  /// The codes of a key: one, or two where the values leave no code for null.
  static func of(_ key: SortKey, execution: Execution) throws -> [SortCodes] {
    let column = try key.column.materialised(execution: execution)
    if case .integers(let values) = column.storage {
      let bounds = try KeyCodes.integerBounds(values, column.validity, execution)
      if UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound) >= UInt64.max - 2 {
        let isNull = Column(bools: (0..<column.count).map { column.isNull($0) })
        let codes = KeyCodes(
          count: column.count, domain: .max,
          source: .integers(values, base: .min, limit: .max, nulls: .matchesNothing(nil)))
        return try of(SortKey(isNull), execution: execution)
          + [SortCodes(codes, limit: .max, descending: key.descending, validity: nil, ranks: nil)]
      }
    }
    let codes = try KeyCodes.of(column, nullsMatch: false, execution: execution)
    var ranks: Buffer<Int32>?
    if case .text(_, let dictionary) = column.storage { ranks = Buffer(dictionary.ranks()) }
    return [
      SortCodes(
        codes, limit: codes.domain - 1, descending: key.descending, validity: column.validity, ranks: ranks)
    ]
  }

  private init(_ codes: KeyCodes, limit: UInt64, descending: Bool, validity: Bitmap?, ranks: Buffer<Int32>?) {
    (self.codes, self.limit, self.descending, self.validity, self.ranks) = (codes, limit, descending, validity, ranks)
    bits = UInt64.bitWidth - (validity == nil ? limit : limit + 1).leadingZeroBitCount
  }

  /// Writes the codes of a range of rows into `out`.
  func decode(_ rows: Range<Int>, into out: Slots<UInt64>) {
    codes.decode(rows, into: out)
    if let ranks {
      let view = ranks.view
      for offset in 0..<rows.count where out[offset] < UInt64(view.count) {
        out[offset] = UInt64(view[Int(out[offset])])
      }
    }
    if descending {
      for offset in 0..<rows.count { out[offset] = limit &- out[offset] }
    }
    guard let validity else { return }
    for (offset, row) in rows.enumerated() where !validity[row] { out[offset] = limit + 1 }
  }
}

/// Stable sorting of rows by codes, from the lowest digit up. Every pass partitions fixed blocks in parallel.
enum RadixSort {
  /// Sorts `rows` by the packed codes, the first of which is the most significant.
  static func sort(_ rows: Buffer<Int32>, by pack: [SortCodes], execution: Execution) throws -> Buffer<Int32> {
    let bits = pack.reduce(0) { $0 + $1.bits }
    guard bits > 0, rows.count > 1 else { return rows }
    let passes = (bits + 10) / 11, digit = (bits + passes - 1) / passes
    var entries = Entries(codes: try packedCodes(pack, rows, execution), rows: rows)
    for pass in 0..<passes {
      entries = try partition(entries, shift: UInt64(pass * digit), digit: digit, execution)
    }
    return entries.rows
  }

  private struct Entries: Sendable {
    let codes: Buffer<UInt64>
    let rows: Buffer<Int32>
  }

  /// The code of each of `rows`, in that order.
  private static func packedCodes(
    _ pack: [SortCodes], _ rows: Buffer<Int32>, _ execution: Execution
  ) throws -> Buffer<UInt64> {
    let codes = Scratch<UInt64>(count: rows.count)
    try execution.forBlocks(of: rows.count, size: KeyCodes.chunk * 16) { block in
      let out = codes.slots[block], next = Scratch<UInt64>(count: block.count).slots
      out.fill(0)
      for part in pack {
        part.decode(block, into: next)
        let shift = UInt64(part.bits)
        for offset in 0..<block.count { out[offset] = (shift == 64 ? 0 : out[offset] << shift) | next[offset] }
      }
    }
    let byRow = codes.frozen(), ordered = Scratch<UInt64>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let (source, indices, out) = (byRow.view, rows.view, ordered.slots)
      for entry in block { out[entry] = source[Int(indices[entry])] }
    }
    return ordered.frozen()
  }

  private static func partition(
    _ entries: Entries, shift: UInt64, digit: Int, _ execution: Execution
  ) throws -> Entries {
    let parts = 1 << digit, mask = UInt64(parts - 1), count = entries.rows.count
    let counts = try execution.mapBlocks(of: count) { block in
      var counts = [Int](repeating: 0, count: parts)
      let codes = entries.codes.view
      for entry in block { counts[Int(truncatingIfNeeded: codes[entry] >> shift & mask)] += 1 }
      return counts
    }
    let places = PartitionPlaces(counts, parts: parts)
    if zip(places.partStarts, places.partStarts.dropFirst()).contains(where: { $1 - $0 == count }) {
      return entries
    }
    let codes = Scratch<UInt64>(count: count), rows = Scratch<Int32>(count: count)
    try execution.forBlocks(of: count) { block in
      var next = places.starts[block.lowerBound / Execution.blockSize]
      let (sourceCodes, sourceRows) = (entries.codes.view, entries.rows.view)
      let (codeSlots, rowSlots) = (codes.slots, rows.slots)
      for entry in block {
        let code = sourceCodes[entry], part = Int(truncatingIfNeeded: code >> shift & mask), place = next[part]
        next[part] = place + 1
        codeSlots[place] = code
        rowSlots[place] = sourceRows[entry]
      }
    }
    return Entries(codes: codes.frozen(), rows: rows.frozen())
  }
}
