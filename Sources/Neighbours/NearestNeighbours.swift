import Columns
import Kernels

/// Exact nearest rows by Euclidean distance, for complete numeric data.
///
/// Every pair is looked at in float32; what may be among the nearest is judged in float64, so that the answer is that
/// of a float64 search. Equal distances are ordered by row.
public struct NearestNeighbours: Sendable {
  /// The nearest rows of each query.
  public struct Result: Sendable, Equatable {
    /// Neighbours per query: the number asked for, or the number of rows if that is smaller.
    public let neighbours: Int
    /// `rows[query * neighbours + place]`, nearest first.
    public let rows: [Int]
    /// The squared distances, in the same order.
    public let squaredDistances: [Double]
  }

  private let index: RowIndex

  /// Prepares rows for search.
  ///
  /// - Throws: ``NeighbourError`` for a missing or an infinite value and for a matrix without columns; `Cancelled`.
  public init(_ rows: Matrix, columnNames: [String] = [], execution: Execution) throws {
    try self.init(rows, columnNames: columnNames, execution: execution, kernels: .widest)
  }

  /// The same on chosen kernels, for tests: the result is the same for all.
  package init(
    _ rows: Matrix, columnNames: [String] = [], execution: Execution, kernels: KernelTable
  ) throws {
    if rows.columns == 0 { throw NeighbourError(sentence: "A search for neighbours needs at least one column.") }
    try Self.checkComplete(rows, ColumnNames(names: columnNames))
    index = try RowIndex(rows, queryGroups: [], kernels: kernels, execution: execution)
  }

  /// The nearest `neighbours` rows of each query. Progress counts queries.
  ///
  /// - Throws: ``NeighbourError`` for a missing or an infinite value or another number of columns; `Cancelled`.
  public func search(_ queries: Matrix, neighbours: Int, execution: Execution) throws -> Result {
    precondition(neighbours > 0, "a search asks for at least one neighbour")
    guard queries.columns == index.rows.width else {
      throw NeighbourError(
        sentence: "The queries have \(queries.columns) columns, the searched rows \(index.rows.width).")
    }
    try Self.checkComplete(queries, ColumnNames(names: []))
    let capacity = min(neighbours, index.rows.count)
    let stored = ObservedRows(
      columnMajor: queries.values, rows: queries.rows, width: queries.columns, order: Array(0..<queries.rows))
    execution.monitor.begin("searching neighbours", total: queries.rows)
    let size = RowIndex.slotsPerPiece(queries: queries.rows)
    let pieces = try execution.map(count: (queries.rows + size - 1) / size) { piece in
      let slots = piece * size..<min((piece + 1) * size, queries.rows)
      var nearest = NearestLists(firstSlot: slots.lowerBound, lists: .init(count: slots.count, capacity: capacity))
      if capacity > 0 { try index.search(stored, slots: slots, into: &nearest, execution: execution) }
      execution.monitor.advance(by: slots.count)
      return slots.indices.flatMap { nearest.lists.entries($0 - slots.lowerBound) }
    }
    return Result(
      neighbours: capacity, rows: pieces.flatMap { $0.map(\.row) },
      squaredDistances: pieces.flatMap { $0.map(\.distance) })
  }

  private static func checkComplete(_ matrix: Matrix, _ names: ColumnNames) throws(NeighbourError) {
    try names.checkFinite(matrix)
    guard let place = matrix.values.firstIndex(where: \.isNaN) else { return }
    let (column, row) = place.quotientAndRemainder(dividingBy: matrix.rows)
    throw NeighbourError(
      row: row, column: column,
      sentence: "Column \(names.quoted(column)) has no value in row \(row + 1), and a search needs complete rows.")
  }
}

/// One list per query.
private struct NearestLists: CandidateLists {
  let firstSlot: Int
  var lists: NeighbourLists

  func bound(_ slot: Int) -> Double { lists.bound(slot - firstSlot) }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    lists.offer(row, at: distance, to: slot - firstSlot)
  }
}
