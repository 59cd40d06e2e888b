import Columns
import Kernels
import Relational

/// A split by time: the earliest rows make the first part.
enum TimeSplit {
  /// The part of each row, in `0..<fractions.count`; nil where the time is null.
  ///
  /// Rows are put in order of time and cut at the cumulative shares, rounded half up. Rows of one time all go to the
  /// part of the first of them, so that the result does not depend on row order.
  static func parts(_ time: Column, fractions: [Double], execution: Execution) throws -> [Int?] {
    let count = time.count - time.nullCount
    var cumulative = 0.0
    let ends = fractions.dropLast().map { fraction -> Int in
      cumulative += fraction
      return Int((cumulative * Double(count)).rounded())
    }
    let rows = try SortOrder.rows([SortKey(time)], rowCount: time.count, execution: execution)
    var parts = [Int?](repeating: nil, count: time.count), before: Cell?, part = 0
    for (place, row) in rows.prefix(count).enumerated() {
      let cell = time[Int(row)]
      if cell != before { part = ends.firstIndex { place < $0 } ?? ends.count }
      parts[Int(row)] = part
      before = cell
    }
    return parts
  }
}
