import Columns
import Kernels

/// Rows sorted by group: group g has the entries `offsets[g]..<offsets[g + 1]`.
public struct GroupedRows: Sendable {
  /// Where the entries of each group begin, and behind the last one where they end.
  public let offsets: Buffer<Int32>
  private let order: Order
  /// How values are brought into the order of the entries; nil where nothing has to move or an order was given.
  let arrangement: Arrangement?

  /// Which row each entry is.
  private enum Order {
    /// The rows lie sorted by group already, so that entry and row are the same.
    case sorted
    case permuted(Buffer<Int32>)
    /// Nobody wanted to know: values are arranged, and no row is looked up.
    case unknown
  }

  /// How many groups there are.
  public var groupCount: Int { offsets.count - 1 }

  var knowsRows: Bool { if case .unknown = order { false } else { true } }

  /// The row of each entry, or nil where the rows lie sorted by group already, so that entry and row are the same.
  public var permutation: Buffer<Int32>? {
    switch order {
    case .sorted: nil
    case .permuted(let rows): rows
    case .unknown: preconditionFailure("these rows were grouped for arranged values alone")
    }
  }

  /// The entries of a group, in row order.
  @inline(__always)
  public func entries(of group: Int) -> Range<Int> { Int(offsets.view[group])..<Int(offsets.view[group + 1]) }

  /// The row of an entry.
  @inline(__always)
  public func row(_ entry: Int) -> Int { permutation.map { Int($0.view[entry]) } ?? entry }

  /// Sorts by counting, in two steps: into at most 256 ranges of groups, then each range by itself in nearby memory.
  ///
  /// - Parameter needsRows: whether anybody looks up the row of an entry, besides arranging values.
  init(
    groups: Buffer<Int32>, groupCount: Int, order: Buffer<Int32>?, needsRows: Bool = true, execution: Execution
  ) throws {
    let count = groups.count
    if groupCount == 1 {
      offsets = Buffer([0, Int32(count)])
      (self.order, arrangement) = (order.map { .permuted($0) } ?? .sorted, nil)
      return
    }
    let shift = max(0, Int.bitWidth - max(0, groupCount - 1).leadingZeroBitCount - 8)
    if order == nil, try GroupedRows.isSorted(groups, execution) {
      offsets = try GroupedRows.sortedOffsets(groups, groupCount, execution)
      (self.order, arrangement) = (.sorted, nil)
      return
    }
    let keepsRows = needsRows || order != nil
    let parted = try PartedRows(
      groups, order, shift: shift, parts: max(0, groupCount - 1) >> shift + 1, keepsRows: keepsRows, execution)
    let offsets = Scratch<Int32>(count: groupCount + 1), rows = keepsRows ? Scratch<Int32>(count: count) : nil
    offsets.slots[groupCount] = Int32(count)
    try execution.forEach(count: parted.places.partStarts.count - 1) { part in
      parted.sort(part, groups: part << shift..<min(groupCount, (part + 1) << shift), offsets.slots, rows?.slots)
    }
    (self.offsets, self.order) = (offsets.frozen(), rows.map { .permuted($0.frozen()) } ?? .unknown)
    arrangement = order == nil
      ? Arrangement(groups: groups, shift: shift, places: parted.places, destinations: parted.groups.frozen()) : nil
  }

  private static func isSorted(_ groups: Buffer<Int32>, _ execution: Execution) throws -> Bool {
    try execution.mapBlocks(of: groups.count) { rows in
      let view = groups.view
      var last = view[max(0, rows.lowerBound - 1)], falls = false
      for row in rows {
        falls = falls || view[row] < last
        last = view[row]
      }
      return !falls
    }.allSatisfy { $0 }
  }

  /// Where each group starts among rows that are sorted by group; every group has a row.
  private static func sortedOffsets(
    _ groups: Buffer<Int32>, _ groupCount: Int, _ execution: Execution
  ) throws -> Buffer<Int32> {
    let offsets = Scratch<Int32>(repeating: 0, count: groupCount + 1)
    try execution.forBlocks(of: groups.count) { rows in
      let (view, slots) = (groups.view, offsets.slots)
      for row in rows where row == 0 || view[row] != view[row - 1] { slots[Int(view[row])] = Int32(row) }
    }
    offsets.slots[groupCount] = Int32(groups.count)
    return offsets.frozen()
  }
}

/// Rows and their groups, stably partitioned by the group's highest bits.
private struct PartedRows: Sendable {
  let places: PartitionPlaces
  /// The row of each entry, where they are kept.
  let rows: Scratch<Int32>?
  /// The group of each entry, until ``sort(_:groups:_:_:)`` replaces it by the entry's place when sorted.
  let groups: Scratch<Int32>

  init(
    _ groupOfRow: Buffer<Int32>, _ order: Buffer<Int32>?, shift: Int, parts: Int, keepsRows: Bool,
    _ execution: Execution
  ) throws {
    let counts = try execution.mapBlocks(of: groupOfRow.count) { block in
      var counts = [Int](repeating: 0, count: parts)
      let groups = groupOfRow.view, rows = order?.view
      for entry in block { counts[Int(groups[rows.map { Int($0[entry]) } ?? entry]) >> shift] += 1 }
      return counts
    }
    let places = PartitionPlaces(counts, parts: parts)
    let outRows = keepsRows ? Scratch<Int32>(count: groupOfRow.count) : nil
    let outGroups = Scratch<Int32>(count: groupOfRow.count)
    try execution.forBlocks(of: groupOfRow.count) { block in
      let slots = Scratch(copying: places.starts[block.lowerBound / Execution.blockSize]).slots, next = slots.cells
      defer { withExtendedLifetime(slots) {} }
      let groups = groupOfRow.view, rows = order?.view
      let groupSlots = outGroups.slots
      guard let rowSlots = outRows?.slots else {
        for row in block {
          let group = groups[row], part = Int(group) >> shift, place = next[part]
          next[part] = place + 1
          groupSlots[place] = group
        }
        return
      }
      for entry in block {
        let row = rows.map { Int($0[entry]) } ?? entry
        let group = groups[row], part = Int(group) >> shift, place = next[part]
        next[part] = place + 1
        rowSlots[place] = Int32(row)
        groupSlots[place] = group
      }
    }
    (self.places, rows, groups) = (places, outRows, outGroups)
  }

  /// Sorts one part by group, its rows into their places of `out`, and notes where its groups start.
  func sort(_ part: Int, groups range: Range<Int>, _ offsets: Slots<Int32>, _ out: Slots<Int32>?) {
    let entries = places.partStarts[part]..<places.partStarts[part + 1]
    let groupSlots = groups.slots
    var next = [Int32](repeating: 0, count: range.count)
    for entry in entries { next[Int(groupSlots[entry]) - range.lowerBound] += 1 }
    var place = Int32(entries.lowerBound)
    for group in range {
      let size = next[group - range.lowerBound]
      offsets[group] = place
      next[group - range.lowerBound] = place
      place += size
    }
    for entry in entries {
      let local = Int(groupSlots[entry]) - range.lowerBound
      groupSlots[entry] = next[local]
      next[local] += 1
    }
    guard let out, let rowSlots = rows?.slots else { return }
    for entry in entries { out[Int(groupSlots[entry])] = rowSlots[entry] }
  }
}
