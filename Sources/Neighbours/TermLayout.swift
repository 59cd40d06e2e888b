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
  func pack(_ rows: ObservedRows, _ frame: Frame) -> ScoredRows {
    var terms: [Float] = []
    var constants: [Float] = []
    terms.reserveCapacity((rows.count + QueryPanel.rowMultiple) * width)
    constants.reserveCapacity(rows.count + QueryPanel.rowMultiple)
    var placed = [Double](repeating: 0, count: columns)
    for row in 0..<rows.count {
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
    return ScoredRows(count: rows.count, width: width, terms: terms, constants: constants)
  }
}
