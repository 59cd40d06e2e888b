import Columns
import Kernels

/// Which rows a join keeps of each side.
public enum JoinKind: String, Sendable, CaseIterable, Codable {
  case left, inner, full, semi, anti
}

/// The rows of a join's result.
///
/// The left side's row order is kept, the matches of a row come in the right side's row order, and a full join appends
/// the right rows without a match in their order. Null keys match nothing.
public struct JoinIndex: Sendable {
  /// How many pairs of rows there are.
  public let count: Int
  /// For each row of the result the row of the left side; nil where these are just all rows in order.
  private let chosen: Buffer<Int32>?
  /// For each row of the result the row of the right side, −1 where there is none. Empty for semi and anti joins.
  public let rightRows: Buffer<Int32>
  /// How many rows of both sides match, and how many do not.
  public internal(set) var matches = JoinMatches(matched: 0, leftOnly: 0, rightOnly: 0)

  private init(_ count: Int, left: Buffer<Int32>?, right: Buffer<Int32>) {
    (self.count, chosen, rightRows) = (count, left, right)
  }

  /// Whether the left rows are just all rows in order: their columns can be used as they are.
  public var keepsLeftRows: Bool { chosen == nil }

  /// For each row of the result the row of the left side, −1 where there is none.
  public var leftRows: Buffer<Int32> { chosen ?? Buffer(0..<Int32(count)) }

  /// Finds the rows.
  ///
  /// - Parameters:
  ///   - left: the key columns of the left side, paired with those of the `right` one.
  ///   - relation: how often keys may repeat; unless it is given, semi and anti joins do not ask, as they add no rows.
  ///     Null keys do not count as repeated.
  /// - Throws: ``KeyRelationViolation``, ``IncompatibleKeys``, ``TooManyRows``, `Cancelled`.
  public static func make(
    left: [Column], right: [Column], kind: JoinKind, relation: KeyRelation? = nil, execution: Execution
  ) throws -> JoinIndex {
    let keys = try JoinKeys(left: left, right: right, execution: execution)
    let isFilter = kind == .semi || kind == .anti, wanted = relation ?? (isFilter ? .manyToMany : .manyToOne)
    let rightIsUnique = keys.right.keyedRowCount == keys.right.firstRows.count
    if !isFilter || wanted != .manyToMany {
      try check(keys, left, right, kind, wanted, rightIsUnique, execution)
    }
    var matches = try keys.matches(rightIsUnique: rightIsUnique, execution)
    var index = if isFilter { try existence(keys, wanted: kind == .semi, execution) } else if rightIsUnique {
      try unique(keys, kind, execution)
    } else { try repeated(keys, kind, execution) }
    if !isFilter, !rightIsUnique { matches.pairs = index.count - (kind == .inner ? 0 : matches.leftOnly) }
    index.matches = matches
    if kind == .full { index = try index.appendingUnmatched(keys, execution) }
    return index
  }

  private static func existence(_ keys: JoinKeys, wanted: Bool, _ execution: Execution) throws -> JoinIndex {
    let groups = keys.groupOfLeft.view
    // The rows as they are found, while there is made more room for them.
    try execution.memory.require(Double(groups.count) * 12)
    var rows: [Int32] = []
    for row in 0..<groups.count where (groups[row] >= 0) == wanted { rows.append(Int32(row)) }
    return JoinIndex(rows.count, left: rows.count == groups.count ? nil : Buffer(rows), right: Buffer(zeros: 0))
  }

  /// Every right key occurs once: the result has a row for each left row, or for each that matches.
  private static func unique(_ keys: JoinKeys, _ kind: JoinKind, _ execution: Execution) throws -> JoinIndex {
    let count = keys.groupOfLeft.count
    try execution.memory.require(Double(count) * bytesPerRow)
    let matches = Scratch<Int32>(count: count), firstRows = Buffer(keys.right.firstRows)
    let found = try execution.mapBlocks(of: count) { block in
      let (groups, rows, slots) = (keys.groupOfLeft.view, firstRows.view, matches.slots)
      var found = 0
      for row in block {
        let group = groups[row]
        slots[row] = group < 0 ? -1 : rows[Int(group)]
        found += group < 0 ? 0 : 1
      }
      return found
    }.reduce(0, +)
    let rightRows = matches.frozen()
    if kind != .inner || found == count { return JoinIndex(count, left: nil, right: rightRows) }
    return withExtendedLifetime(rightRows) {
      let rows = rightRows.view
      return JoinIndex(
        found, left: Buffer((0..<Int32(count)).filter { rows[Int($0)] >= 0 }), right: Buffer(rows.filter { $0 >= 0 }))
    }
  }

  /// What a row of a join takes at most, whose columns are views: its numbers on both sides, as they are found and as
  /// they stay.
  private static let bytesPerRow = 20.0

  /// Right keys repeat: a left row becomes as many rows as it has matches.
  private static func repeated(_ keys: JoinKeys, _ kind: JoinKind, _ execution: Execution) throws -> JoinIndex {
    let sorted = try keys.rightRowsByGroup(execution)
    let total = resultRows(keys, kind, sorted)
    guard total <= TooManyRows.limit else { throw TooManyRows(rows: total) }
    try execution.memory.require(Double(total) * bytesPerRow)
    var leftRows: [Int32] = [], rightRows: [Int32] = []
    leftRows.reserveCapacity(total)
    rightRows.reserveCapacity(total)
    for row in 0..<keys.groupOfLeft.count {
      if row % Execution.blockSize == 0 { try execution.checkCancelled() }
      let group = keys.groupOfLeft.view[row]
      if group < 0 {
        if kind == .inner { continue }
        leftRows.append(Int32(row))
        rightRows.append(-1)
        continue
      }
      for entry in sorted.entries(of: Int(group) + sorted.shift) {
        leftRows.append(Int32(row))
        rightRows.append(Int32(sorted.rows.row(entry)))
      }
    }
    return JoinIndex(leftRows.count, left: Buffer(leftRows), right: Buffer(rightRows))
  }

  private func appendingUnmatched(_ keys: JoinKeys, _ execution: Execution) throws -> JoinIndex {
    let groups = keys.right.groupOfRow.view
    // The rows of both sides once more, and those that are found to be left over.
    try execution.memory.require(Double(count) * 8 + Double(groups.count) * 16)
    var isMatched = [Bool](repeating: false, count: keys.right.firstRows.count)
    for group in keys.groupOfLeft.view where group >= 0 { isMatched[Int(group)] = true }
    let rest = (0..<Int32(groups.count)).filter { groups[Int($0)] < 0 || !isMatched[Int(groups[Int($0)])] }
    if rest.isEmpty { return self }
    guard count + rest.count <= TooManyRows.limit else { throw TooManyRows(rows: count + rest.count) }
    var index = JoinIndex(
      count + rest.count, left: Buffer(leftRows.array() + [Int32](repeating: -1, count: rest.count)),
      right: Buffer(rightRows.array() + rest))
    index.matches = matches
    return index
  }
}
