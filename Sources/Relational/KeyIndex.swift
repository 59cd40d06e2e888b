import Columns
import Kernels

/// Numbers distinct keys in order of first appearance, and finds the number of a key.
struct KeyIndex: Sendable {
  /// Which rows have which key. A row whose code is `none` has group −1.
  let groupOfRow: Buffer<Int32>
  let firstRows: [Int32]
  let lookup: Lookup

  enum Lookup: Sendable {
    /// The group of each code, or −1.
    case direct(Buffer<Int32>)
    case hashed(HashedKeys)
  }

  static func make(_ codes: KeyCodes, execution: Execution) throws -> KeyIndex {
    if codes.domain <= UInt64(max(4096, 4 * codes.count)) {
      // The table, what it has seen, and the keys in order.
      try execution.memory.require(Double(codes.count) * 4 + Double(codes.domain) * 5)
      return try direct(codes, domain: Int(codes.domain), execution: execution)
    }
    return try HashedKeys.index(codes, execution: execution)
  }

  /// The groups of another table's codes, −1 where a code is not among these keys.
  func find(_ codes: KeyCodes, execution: Execution) throws -> Buffer<Int32> {
    let out = Scratch<Int32>(count: codes.count)
    try execution.forBlocks(of: codes.count) { block in
      let slots = out.slots
      codes.forEachChunk(in: block) { rows, chunk in
        switch lookup {
        case .direct(let table):
          let view = table.view
          for offset in 0..<chunk.count {
            let code = chunk[offset]
            slots[rows.lowerBound + offset] = code < UInt64(view.count) ? view[Int(code)] : -1
          }
        case .hashed(let keys):
          for offset in 0..<chunk.count { slots[rows.lowerBound + offset] = keys.find(chunk[offset]) }
        }
      }
    }
    return out.frozen()
  }

  /// A table with a place for every possible code. Pieces of rows list the codes they see first; the lists are merged
  /// in the order of the pieces, which is the order of first appearance.
  private static func direct(_ codes: KeyCodes, domain: Int, execution: Execution) throws -> KeyIndex {
    let pieces = max(1, min(8, codes.count / max(domain, Execution.blockSize)))
    let firsts = try execution.mapBlocks(of: codes.count, size: max(1, (codes.count + pieces - 1) / pieces)) { piece in
      try firstAppearances(codes, piece, domain, execution)
    }
    let table = Scratch<Int32>(repeating: -1, count: domain)
    let slots = table.slots
    var firstRows: [Int32] = []
    firstRows.reserveCapacity(firsts.first?.count ?? 0)
    for list in firsts {
      for (row, code) in list where slots[Int(code)] < 0 {
        slots[Int(code)] = Int32(firstRows.count)
        firstRows.append(row)
      }
    }
    let lookup = table.frozen()
    let unnumbered = KeyIndex(groupOfRow: Buffer(zeros: 0), firstRows: firstRows, lookup: .direct(lookup))
    return KeyIndex(
      groupOfRow: try unnumbered.find(codes, execution: execution), firstRows: firstRows, lookup: .direct(lookup))
  }

  private static func firstAppearances(
    _ codes: KeyCodes, _ piece: Range<Int>, _ domain: Int, _ execution: Execution
  ) throws -> [(row: Int32, code: UInt32)] {
    let seen = Scratch<UInt8>(repeating: 0, count: domain)
    let slots = seen.slots
    var list: [(row: Int32, code: UInt32)] = []
    try codes.forEachChunk(in: piece) { rows, chunk in
      if rows.lowerBound % Execution.blockSize == 0 { try execution.checkCancelled() }
      for offset in 0..<chunk.count {
        let code = chunk[offset]
        if code != KeyCodes.none, slots[Int(code)] == 0 {
          slots[Int(code)] = 1
          list.append((Int32(rows.lowerBound + offset), UInt32(code)))
        }
      }
    }
    return list
  }
}
