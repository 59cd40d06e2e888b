import Columns
import Kernels

/// Hash tables with linear probing, one for each part of the hash's range.
struct HashedKeys: Sendable {
  /// The parts' tables behind each other; ``KeyCodes/none`` marks an empty place.
  private let keys: Buffer<UInt64>
  private let groups: Buffer<Int32>
  private let starts: [Int]
  private let partBits: UInt64

  @inline(__always)
  static func hash(_ code: UInt64) -> UInt64 {
    let mixed = (code ^ (code >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }

  @inline(__always)
  static func part(_ hash: UInt64, _ bits: UInt64) -> Int { bits == 0 ? 0 : Int(hash >> (64 - bits)) }

  /// The group of a code, or −1.
  @inline(__always)
  func find(_ code: UInt64) -> Int32 {
    if code == KeyCodes.none { return -1 }
    let hash = HashedKeys.hash(code)
    let part = HashedKeys.part(hash, partBits)
    let (start, end) = (starts[part], starts[part + 1])
    let mask = end - start - 1
    let view = keys.view
    var place = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF) & mask
    while true {
      let key = view[start + place]
      if key == code { return groups.view[start + place] }
      if key == KeyCodes.none { return -1 }
      place = (place + 1) & mask
    }
  }

  /// Numbers the keys: rows are partitioned by hash, each part fills a table, and the parts' first rows are ranked.
  static func index(_ codes: KeyCodes, execution: Execution) throws -> KeyIndex {
    let bits = UInt64(max(0, min(8, (codes.count >> 14).bitWidth - (codes.count >> 14).leadingZeroBitCount)))
    try execution.memory.require(Double(codes.count) * 28 + tableBytes(codes.count, parts: 1 << Int(bits)))
    let parted = try PartedCodes(codes, bits: bits, execution: execution)
    let starts = tableStarts(parted.starts)
    let keys = Scratch<UInt64>(count: starts.last ?? 0), groups = Scratch<Int32>(count: starts.last ?? 0)
    let firsts = try execution.map(count: 1 << Int(bits)) { part in
      fill(parted, part, keys.slots[starts[part]..<starts[part + 1]], groups.slots[starts[part]..<starts[part + 1]])
    }
    let ranks = FirstRowRanks(firsts, rowCount: codes.count)
    let groupOfRow = Scratch<Int32>(count: codes.count)
    if codes.count > parted.count { groupOfRow.slots.fill(-1) }
    try execution.forEach(count: 1 << Int(bits)) { part in
      let numbers = firsts[part].map { ranks.rank($0) }
      let (rows, locals, out) = (parted.rows.slots, parted.locals.slots, groupOfRow.slots)
      for entry in parted.starts[part]..<parted.starts[part + 1] { out[Int(rows[entry])] = numbers[Int(locals[entry])] }
      let table = groups.slots, tableKeys = keys.slots
      for place in starts[part]..<starts[part + 1] where tableKeys[place] != KeyCodes.none {
        table[place] = numbers[Int(table[place])]
      }
    }
    let hashed = HashedKeys(keys: keys.frozen(), groups: groups.frozen(), starts: starts, partBits: bits)
    return KeyIndex(groupOfRow: groupOfRow.frozen(), firstRows: ranks.rows, lookup: .hashed(hashed))
  }

  /// What tables for equal parts take.
  private static func tableBytes(_ rows: Int, parts: Int) -> Double {
    let starts = tableStarts((0...parts).map { rows / parts * $0 })
    return Double((starts.last ?? 0) * (MemoryLayout<UInt64>.size + MemoryLayout<Int32>.size))
  }

  /// Where each part's table starts: a power of two, at least twice as large as the part's rows.
  private static func tableStarts(_ partStarts: [Int]) -> [Int] {
    var starts = [0]
    for part in 1..<partStarts.count {
      var capacity = 16
      while capacity < 2 * (partStarts[part] - partStarts[part - 1]) { capacity *= 2 }
      starts.append(starts[part - 1] + capacity)
    }
    return starts
  }

  /// Enters one part's keys into its table; notes each entry's number within the part, and returns each number's
  /// first row.
  private static func fill(
    _ parted: PartedCodes, _ part: Int, _ keys: Slots<UInt64>, _ groups: Slots<Int32>
  ) -> [Int32] {
    keys.fill(KeyCodes.none)
    let mask = keys.count - 1
    let (rows, codes, locals) = (parted.rows.slots, parted.codes.slots, parted.locals.slots)
    var firsts: [Int32] = []
    for entry in parted.starts[part]..<parted.starts[part + 1] {
      let code = codes[entry]
      var place = Int(truncatingIfNeeded: hash(code) & 0x7FFF_FFFF) & mask
      while keys[place] != code, keys[place] != KeyCodes.none { place = (place + 1) & mask }
      if keys[place] != code {
        keys[place] = code
        groups[place] = Int32(firsts.count)
        firsts.append(rows[entry])
      }
      locals[entry] = groups[place]
    }
    return firsts
  }
}

/// Rows with their codes, stably partitioned by the hash's highest bits. Rows without a code are left out.
struct PartedCodes: Sendable {
  let starts: [Int]
  let rows: Scratch<Int32>
  let codes: Scratch<UInt64>
  /// For each entry a number that the part's table writes.
  let locals: Scratch<Int32>
  var count: Int { starts.last ?? 0 }

  init(_ keyCodes: KeyCodes, bits: UInt64, execution: Execution) throws {
    let parts = 1 << Int(bits)
    let counts = try execution.mapBlocks(of: keyCodes.count) { block in
      var counts = [Int](repeating: 0, count: parts)
      keyCodes.forEachChunk(in: block) { _, chunk in
        for code in chunk.view where code != KeyCodes.none { counts[HashedKeys.part(HashedKeys.hash(code), bits)] += 1 }
      }
      return counts
    }
    let places = PartitionPlaces(counts, parts: parts)
    let rows = Scratch<Int32>(count: places.total), codes = Scratch<UInt64>(count: places.total)
    try execution.forBlocks(of: keyCodes.count) { block in
      var next = places.starts[block.lowerBound / Execution.blockSize]
      let (rowSlots, codeSlots) = (rows.slots, codes.slots)
      keyCodes.forEachChunk(in: block) { range, chunk in
        for offset in 0..<chunk.count where chunk[offset] != KeyCodes.none {
          let part = HashedKeys.part(HashedKeys.hash(chunk[offset]), bits)
          let place = next[part]
          next[part] = place + 1
          rowSlots[place] = Int32(range.lowerBound + offset)
          codeSlots[place] = chunk[offset]
        }
      }
    }
    (starts, self.rows, self.codes) = (places.partStarts, rows, codes)
    locals = Scratch(count: places.total)
  }
}
