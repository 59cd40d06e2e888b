import Columns
import Synchronization

/// Memory for the float columns of a file, which pieces that are read side by side fill in place: a piece knows how
/// many lines stand in front of it, and where every line is a row, that is where its rows belong.
final class FloatColumns: Sendable {
  private let rowCapacity: Int
  private let columns: Mutex<[Scratch<Double>?]>

  /// - Parameter rowCapacity: how many rows the columns have room for. Memory that is never written to costs nothing,
  ///   so that a generous guess does no harm; rows beyond it, or of a column for which there is no room, get memory of
  ///   their own.
  init(columnCount: Int, rowCapacity: Int) {
    self.rowCapacity = rowCapacity
    columns = Mutex(Array(repeating: nil, count: columnCount))
  }

  /// Memory for the first `count` of some lines of a column, which no other lines share.
  func slots(_ place: Int, lines: Range<Int>, count: Int) -> Slots<Double> {
    precondition(count <= lines.count, "rows are lines")
    guard lines.lowerBound + count <= rowCapacity, let column = column(place) else {
      return Scratch(count: count).slots
    }
    return column.slots[lines.lowerBound..<lines.lowerBound + count]
  }

  private func column(_ place: Int) -> Scratch<Double>? {
    columns.withLock { columns in
      if let column = columns[place] { return column }
      let column = Scratch<Double>(reserving: rowCapacity)
      columns[place] = column
      return column
    }
  }

  /// Lets go of a column that has become part of a table, or was read as something else in the end.
  func release(_ place: Int) { columns.withLock { $0[place] = nil } }
}
