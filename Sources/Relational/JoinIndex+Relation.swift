import Columns
import Kernels

extension JoinIndex {
  /// Throws where a side repeats keys that it must not repeat.
  static func check(
    _ keys: JoinKeys, _ left: [Column], _ right: [Column], _ kind: JoinKind, _ relation: KeyRelation,
    _ rightIsUnique: Bool, _ execution: Execution
  ) throws {
    let rightFails = !relation.rightMayRepeat && !rightIsUnique
    if relation.leftMayRepeat, !rightFails { return }
    let leftRepeats = try RepeatedKeys(left, execution)
    guard rightFails || leftRepeats.keys > 0 else { return }
    let side = rightFails ? try RepeatedKeys(right, execution) : leftRepeats
    let sorted = try keys.rightRowsByGroup(execution)
    throw KeyRelationViolation(
      expected: relation, found: KeyRelation(leftRepeats: leftRepeats.keys > 0, rightRepeats: !rightIsUnique),
      side: rightFails ? .right : .left, key: (rightFails ? right : left).map { $0[side.firstRow] },
      occurrences: side.occurrences, repeatedKeys: side.keys, distinctKeys: side.distinct,
      leftRows: keys.groupOfLeft.count, resultRows: resultRows(keys, kind, sorted) + unmatchedRows(keys, kind))
  }

  /// How many rows the join has, without the right rows that a full join appends.
  static func resultRows(_ keys: JoinKeys, _ kind: JoinKind, _ sorted: RightRows) -> Int {
    keys.groupOfLeft.view.reduce(0) { total, group in
      total + (group < 0 ? kind == .inner ? 0 : 1 : sorted.entries(of: Int(group) + sorted.shift).count)
    }
  }

  private static func unmatchedRows(_ keys: JoinKeys, _ kind: JoinKind) -> Int {
    guard kind == .full else { return 0 }
    let matched = Set(keys.groupOfLeft.view)
    return keys.right.groupOfRow.view.count { $0 < 0 || !matched.contains($0) }
  }
}

/// What a violation says about one side's keys, those with a null left out.
private struct RepeatedKeys {
  var keys = 0
  var distinct = 0
  var firstRow = 0
  var occurrences = 0

  init(_ columns: [Column], _ execution: Execution) throws {
    let count = columns[0].count
    let grouping = try Grouping.make(keys: columns, rowCount: count, execution: execution)
    var sizes = [Int](repeating: 0, count: grouping.count)
    for group in grouping.groupOfRow.view { sizes[Int(group)] += 1 }
    for (group, row) in grouping.firstRows.enumerated() where !columns.contains(where: { $0.isNull(Int(row)) }) {
      distinct += 1
      guard sizes[group] > 1 else { continue }
      if keys == 0 { (firstRow, occurrences) = (Int(row), sizes[group]) }
      keys += 1
    }
  }
}

/// The right side's rows sorted by the group of their key; those without a key come first.
struct RightRows: Sendable {
  let rows: GroupedRows
  /// What is added to a group's number: 1 where rows without a key take the number 0.
  let shift: Int

  func entries(of group: Int) -> Range<Int> { rows.entries(of: group) }
}

extension JoinKeys {
  func rightRowsByGroup(_ execution: Execution) throws -> RightRows {
    let shift = right.keyedRowCount < right.groupOfRow.count ? 1 : 0
    let groups = shift == 0 ? right.groupOfRow : Buffer(right.groupOfRow.view.map { $0 + 1 })
    let rows = try GroupedRows(
      groups: groups, groupCount: right.firstRows.count + shift, order: nil, execution: execution)
    return RightRows(rows: rows, shift: shift)
  }
}

extension KeyIndex {
  /// How many rows have a key without a null.
  var keyedRowCount: Int { groupOfRow.view.count { $0 >= 0 } }
}
