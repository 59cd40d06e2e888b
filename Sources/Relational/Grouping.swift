import Columns
import Kernels
import Synchronization

/// Which rows share their keys. Groups are numbered in order of first appearance.
public final class Grouping: Sendable {
  /// The group of each row.
  public let groupOfRow: Buffer<Int32>
  /// The first row of each group, ascending.
  public let firstRows: [Int32]
  /// How many groups there are.
  public var count: Int { firstRows.count }
  /// How many rows were grouped.
  public let rowCount: Int
  /// Whether there are no keys: then there is one group even of no rows.
  public let isWhole: Bool
  private let grouped = Mutex<GroupedRows?>(nil)

  init(groupOfRow: Buffer<Int32>, firstRows: [Int32], isWhole: Bool) {
    (self.groupOfRow, self.firstRows, self.isWhole) = (groupOfRow, firstRows, isWhole)
    rowCount = groupOfRow.count
  }

  /// Groups rows by equal keys. Nulls equal each other, and −0 equals 0. Without keys all rows are one group, whose
  /// first row is given as 0 even where there are no rows.
  public static func make(keys: [Column], rowCount: Int, execution: Execution) throws -> Grouping {
    guard rowCount <= TooManyRows.limit else { throw TooManyRows(rows: rowCount) }
    guard !keys.isEmpty else {
      return Grouping(groupOfRow: Buffer(zeros: rowCount), firstRows: [0], isWhole: true)
    }
    let codes = try combined(
      keys.map { try KeyCodes.of($0, nullsMatch: true, execution: execution) }, execution: execution)
    let index = try KeyIndex.make(codes, execution: execution)
    return Grouping(groupOfRow: index.groupOfRow, firstRows: index.firstRows, isWhole: false)
  }

  /// Packs several keys into one, numbering what is packed so far whenever the product of the domains would not fit.
  private static func combined(_ keys: [KeyCodes], execution: Execution) throws -> KeyCodes {
    var packed = [keys[0]], domain = keys[0].domain
    for key in keys.dropFirst() {
      let (product, overflow) = domain.multipliedReportingOverflow(by: key.domain)
      if !overflow, product < KeyCodes.none {
        packed.append(key)
        domain = product
        continue
      }
      let (left, right) = (try numbered(packed, domain, execution), try numbered([key], key.domain, execution))
      packed = [left, right]
      domain = left.domain * right.domain
    }
    return pack(packed, domain)
  }

  private static func pack(_ keys: [KeyCodes], _ domain: UInt64) -> KeyCodes {
    keys.count == 1 ? keys[0] : KeyCodes(count: keys[0].count, domain: domain, source: .packed(keys))
  }

  private static func numbered(_ keys: [KeyCodes], _ domain: UInt64, _ execution: Execution) throws -> KeyCodes {
    if domain <= UInt64(Int32.max) { return pack(keys, domain) }
    let index = try KeyIndex.make(pack(keys, domain), execution: execution)
    return KeyCodes(
      count: keys[0].count, domain: UInt64(max(1, index.firstRows.count)), source: .written(index.groupOfRow))
  }

  /// The rows sorted by group, and within a group in row order. Computed once.
  ///
  /// - Parameter needsRows: whether the row of an entry is looked up; see ``GroupedRows``.
  public func rows(needsRows: Bool = true, execution: Execution) throws -> GroupedRows {
    if let known = grouped.withLock({ $0 }), known.knowsRows || !needsRows { return known }
    let made = try GroupedRows(
      groups: groupOfRow, groupCount: count, order: nil, needsRows: needsRows, execution: execution)
    grouped.withLock { $0 = made }
    return made
  }

  /// The rows sorted by group, and within a group in the order of `permutation`, which lists every row once.
  public func rows(order permutation: [Int32], execution: Execution) throws -> GroupedRows {
    precondition(permutation.count == rowCount, "an order lists every row")
    return try GroupedRows(
      groups: groupOfRow, groupCount: count, order: Buffer(permutation), execution: execution)
  }
}

extension Table {
  /// The first row of each different combination of the given columns, in row order.
  public func distinct(by keys: [Column], execution: Execution) throws -> Table {
    let grouping = try Grouping.make(keys: keys, rowCount: rowCount, execution: execution)
    return try taking(grouping.isWhole && rowCount == 0 ? [] : grouping.firstRows, execution: execution)
  }
}

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
