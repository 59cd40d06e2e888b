import Columns
import Kernels

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
