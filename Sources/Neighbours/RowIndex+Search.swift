import Kernels

/// Keeps the best candidates of some queries and says how near a row must be to matter.
protocol CandidateLists {
  /// The largest distance at which a row could still enter a list of the query; -infinity if none is wanted.
  func bound(_ slot: Int) -> Double
  /// Considers a row; `position` is its place in the index, `row` its number in the table.
  mutating func offer(slot: Int, position: Int, row: Int, distance: Double)
  /// Throws where what is kept takes more memory than there is; asked after each block of rows.
  func checkRoom(_ execution: Execution) throws
}

extension CandidateLists {
  /// Lists of a fixed length need no more.
  func checkRoom(_ execution: Execution) {}
}

extension RowIndex {
  /// Bytes of packed rows that stay in the second-level cache while panels pass over them.
  private static let blockBytes = 256 * 1024

  /// How many queries make one piece of parallel work, by their number alone.
  static func slotsPerPiece(queries: Int) -> Int {
    let panels = (queries + QueryPanel.lanes - 1) / QueryPanel.lanes
    return min(max(panels / 10, 1), 8) * QueryPanel.lanes
  }

  /// Offers to `lists` every row that may be among the nearest of some query in `slots`.
  ///
  /// A row is skipped only where a bound on the error of its float32 score proves that it lies beyond the query's
  /// bound; all others get their distance in float64. Bounds tighten after each block of rows.
  func search(
    _ queries: ObservedRows, slots: Range<Int>, into lists: inout some CandidateLists, execution: Execution
  ) throws {
    var panels = stride(from: slots.lowerBound, to: slots.upperBound, by: QueryPanel.lanes).map { first in
      LoadedPanel(slots: first..<min(first + QueryPanel.lanes, slots.upperBound), queries: queries, index: self)
    }
    let blockRows = max(64, Self.blockBytes / (4 * max(packed.width, 1)) / 64 * 64)
    var first = 0
    while first < rows.count {
      try execution.checkCancelled()
      // The first blocks double, so that bounds are tight before long blocks begin.
      let end = min(first + min(max(first, 64), blockRows), rows.count)
      var folded: [Int]?
      var constants: [Float] = []
      for panel in panels.indices {
        if panels[panel].folded != folded {
          folded = panels[panel].folded
          constants = packed.constants(of: first..<end, less: panels[panel].folded)
        }
        panels[panel].visit(first..<end, constants: constants, queries: queries, index: self, lists: &lists)
      }
      try lists.checkRoom(execution)
      first = end
    }
  }
}
