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
      for group in rowGroups { terms.append(rows.isObserved(row, group[0]) ? 1 : 0) }
      for group in queryGroups { terms.append(Float(Self.squares(of: group, placed))) }
      constants.append(Float(-Self.squares(of: completeInQueries, placed)))
    }
    return (terms, constants)
  }

  private static func squares(of columns: [Int], _ placed: [Double]) -> Double {
    var sum = 0.0
    for column in columns { sum += placed[column] * placed[column] }
    return sum
  }
}
