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
