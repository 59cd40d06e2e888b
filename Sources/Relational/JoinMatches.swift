import Columns
import Kernels

/// How many rows of both sides a join finds to belong together, whatever it then does with them.
public struct JoinMatches: Sendable, Equatable {
  /// Left rows with a match.
  public var matched: Int
  /// Left rows without one, those with a null among their keys included.
  public var leftOnly: Int
  /// Right rows without one, those with a null among their keys included.
  public var rightOnly: Int
  /// Pairs of a left row and a right row; nil where no pairs are made, and where each row has one match at most.
  public var pairs: Int?

  /// Counts of rows.
  public init(matched: Int, leftOnly: Int, rightOnly: Int, pairs: Int? = nil) {
    (self.matched, self.leftOnly, self.rightOnly, self.pairs) = (matched, leftOnly, rightOnly, pairs)
  }
}

/// A bit for each group of a join's right side, and one before them for rows without a group: it costs no branch.
private struct GroupMarks: Sendable {
  let words: Scratch<UInt64>

  init(groups: Int) { words = Scratch(repeating: 0, count: groups / 64 + 1) }

  /// Marks the groups of some rows, and counts the rows that have none.
  func mark(_ rows: Range<Int>, of numbers: Buffer<Int32>) -> Int {
    let (numbers, words) = (numbers.view, words.slots.cells)
    var without = 0
    for row in rows {
      let place = Int(numbers[row]) + 1
      words[place >> 6] |= 1 << UInt64(place & 63)
      without += place == 0 ? 1 : 0
    }
    return without
  }

  func formUnion(_ other: GroupMarks) {
    let (own, more) = (words.slots.cells, other.words.slots.cells)
    for place in 0..<words.count { own[place] |= more[place] }
  }

  /// Takes the mark of rows without a group away.
  func dropNone() { words.slots.cells[0] &= ~1 }

  var count: Int { words.slots.view.reduce(0) { $0 + $1.nonzeroBitCount } }
}

extension JoinKeys {
  /// One pass over the map of rows, in pieces that have marks of their own.
  func matches(rightIsUnique: Bool, _ execution: Execution) throws -> JoinMatches {
    let rows = groupOfLeft.count, groups = right.firstRows.count
    // Few rows are not worth a second thread.
    let pieces = max(1, min(execution.threads, rows >> 18))
    try execution.memory.require(Double((groups / 64 + 1) * 8 * pieces))
    let found = try execution.mapBlocks(of: rows, size: max(1, (rows + pieces - 1) / pieces)) { piece in
      let marks = GroupMarks(groups: groups)
      return (marks: marks, without: marks.mark(piece, of: groupOfLeft))
    }
    let marks = found.first?.marks ?? GroupMarks(groups: groups)
    for other in found.dropFirst() { marks.formUnion(other.marks) }
    marks.dropNone()
    let without = found.reduce(0) { $0 + $1.without }
    return JoinMatches(
      matched: rows - without, leftOnly: without,
      rightOnly: right.groupOfRow.count - (rightIsUnique ? marks.count : rightRows(marks)))
  }

  /// How many right rows have a group with a mark.
  private func rightRows(_ marks: GroupMarks) -> Int {
    let words = marks.words.slots.cells
    var count = 0
    for group in right.groupOfRow.view {
      let place = Int(group) + 1
      count += Int(words[place >> 6] >> UInt64(place & 63) & 1)
    }
    return count
  }
}
