import Columns
import Diagnostics
import Kernels
import Language
import Relational
import Statistics

/// A split by time: the keys that begin earliest make the first part.
enum TimeSplit {
  /// The part of each row, in `0..<fractions.count`; nil where the time is null, and where a row of a key that belongs
  /// to an earlier part comes no earlier than the next part begins.
  ///
  /// Keys go by their first row and are cut at the cumulative shares, rounded half up. Keys that begin at one time all
  /// go to the part of the first of them, so that the result does not depend on row order.
  /// - Parameter keyOfRow: the key of each row, a number from 0.
  static func parts(
    _ time: Column, keyOfRow: [Int], fractions: [Double], execution: Execution
  ) throws -> [Int?] {
    let blocks = TimeBlocks(
      times: try ranks(time, execution: execution), keyOfRow: keyOfRow, shares: fractions)
    return blocks.blockOfRow.enumerated().map { row, block in blocks.isOvertaken(row) ? nil : block }
  }

  /// The rank of each time among the different ones, from 0; nil where it is null.
  static func ranks(_ time: Column, execution: Execution) throws -> [Int?] {
    let count = time.count - time.nullCount
    let rows = try SortOrder.rows([SortKey(time)], rowCount: time.count, execution: execution)
    var ranks = [Int?](repeating: nil, count: time.count), before: Cell?, rank = -1
    for row in rows.prefix(count) {
      let cell = time[Int(row)]
      if cell != before { rank += 1 }
      ranks[Int(row)] = rank
      before = cell
    }
    return ranks
  }
}

/// The column that `by:` names to put rows in order of time.
enum TimeColumn {
  static func position(_ column: ColumnName, in input: Shape, _ span: Span) throws -> Int {
    let position = try input.position(of: column.name)
    let field = input.fields[position]
    guard field.type != .text else {
      throw Diagnostic(
        code: .wrongType, "`by` takes a column of dates or numbers", at: Label(span, "this is text"),
        help: "make dates of it first: `cast \(field.name), to: date`")
    }
    return position
  }
}
