import Kernels

/// Which terms a packed row has: its values, then whether it has each column of `rowGaps`, then its squares in
/// `queryGaps`.
struct TermLayout: Sendable {
  let columns: Int
  /// The columns that some row lacks, ascending.
  let rowGaps: [Int]
  /// The columns that some query lacks, ascending.
  let queryGaps: [Int]
  private let completeInQueries: [Int]
  /// The columns that every row has.
  let completeInRows: [Int]

  init(columns: Int, rowGaps: [Int], queryGaps: [Int]) {
    (self.columns, self.rowGaps, self.queryGaps) = (columns, rowGaps, queryGaps)
    let (rowSet, querySet) = (Set(rowGaps), Set(queryGaps))
    completeInRows = (0..<columns).filter { !rowSet.contains($0) }
    completeInQueries = (0..<columns).filter { !querySet.contains($0) }
  }

  var width: Int { columns + rowGaps.count + queryGaps.count }
  func presenceTerm(_ index: Int) -> Int { columns + index }
  func squareTerm(_ index: Int) -> Int { columns + rowGaps.count + index }

  /// The float32 terms and constants of rows.
  func pack(_ rows: ObservedRows, _ frame: Frame, execution: Execution) throws -> ScoredRows {
    let size = 4096
    let pieces = try execution.map(count: (rows.count + size - 1) / size) { piece in
      pack(rows, piece * size..<min((piece + 1) * size, rows.count), frame)
    }
    var terms: [Float] = []
    terms.reserveCapacity((rows.count + QueryPanel.rowMultiple) * width)
    for piece in pieces { terms.append(contentsOf: piece.terms) }
    return ScoredRows(count: rows.count, width: width, terms: terms, constants: pieces.flatMap(\.constants))
  }

  private func pack(
    _ rows: ObservedRows, _ range: Range<Int>, _ frame: Frame
  ) -> (terms: [Float], constants: [Float]) {
    var (terms, constants): ([Float], [Float]) = ([], [])
    terms.reserveCapacity(range.count * width)
    constants.reserveCapacity(range.count)
    var placed = [Double](repeating: 0, count: columns)
    for row in range {
      for column in 0..<columns {
        placed[column] = frame.place(rows[row, column], column: column)
        terms.append(Float(placed[column]))
      }
      for column in rowGaps { terms.append(rows.isObserved(row, column) ? 1 : 0) }
      for column in queryGaps { terms.append(Float(placed[column] * placed[column])) }
      var constant = 0.0
      for column in completeInQueries { constant -= placed[column] * placed[column] }
      constants.append(Float(constant))
    }
    return (terms, constants)
  }
}
