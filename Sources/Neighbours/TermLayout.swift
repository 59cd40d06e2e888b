import Kernels

/// Which terms a packed row has: its values, then whether it has the columns of each group in `rowGroups`, then its sum
/// of squares over each group in `queryGroups`.
struct TermLayout: Sendable {
  let columns: Int
  /// The columns that some row lacks; those that the same rows lack form one group.
  let rowGroups: [[Int]]
  /// The columns that some query lacks; those that the same queries lack form one group.
  let queryGroups: [[Int]]
  /// The group of each column in `rowGroups`; one past the last for columns that every row has.
  let rowGroup: [Int]
  /// The columns that every row has.
  let completeInRows: [Int]
  private let completeInQueries: [Int]

  init(columns: Int, rowGroups: [[Int]], queryGroups: [[Int]]) {
    (self.columns, self.rowGroups, self.queryGroups) = (columns, rowGroups, queryGroups)
    var rowGroup = [Int](repeating: rowGroups.count, count: columns)
    for (number, group) in rowGroups.enumerated() {
      for column in group { rowGroup[column] = number }
    }
    self.rowGroup = rowGroup
    completeInRows = (0..<columns).filter { rowGroup[$0] == rowGroups.count }
    let queryGaps = Set(queryGroups.joined())
    completeInQueries = (0..<columns).filter { !queryGaps.contains($0) }
  }

  var width: Int { columns + rowGroups.count + queryGroups.count }
  func presenceTerm(_ group: Int) -> Int { columns + group }
  func squareTerm(_ group: Int) -> Int { columns + rowGroups.count + group }

  /// The float32 terms and constants of rows.
  func pack(_ rows: ObservedRows, _ frame: Frame, execution: Execution) throws -> ScoredRows {
    try ScoredRows(count: rows.count, width: width, execution: execution) { range, put in
      var placed = [Double](repeating: 0, count: columns)
      var terms = [Float](repeating: 0, count: width)
      for row in range {
        frame.place(rows, row, in: &placed)
        for column in 0..<columns { terms[column] = Float(placed[column]) }
        for (number, group) in rowGroups.enumerated() {
          terms[presenceTerm(number)] = rows.isObserved(row, group[0]) ? 1 : 0
        }
        for (number, group) in queryGroups.enumerated() {
          terms[squareTerm(number)] = Float(Self.squares(of: group, placed))
        }
        put(terms, Float(-Self.squares(of: completeInQueries, placed)))
      }
    }
  }

  private static func squares(of columns: [Int], _ placed: [Double]) -> Double {
    var sum = 0.0
    for column in columns { sum += placed[column] * placed[column] }
    return sum
  }
}
