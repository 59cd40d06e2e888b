import Columns
import Kernels

/// Exact nearest rows among numbers.
///
/// Every pair is looked at in float32; what may be among the nearest is judged in float64, so that the answer is that
/// of a float64 search. Equal distances are ordered by row.
public struct NearestNeighbours: Sendable {
  /// How near two rows are.
  public enum Measure: String, Sendable, CaseIterable {
    /// Σ (a − b)².
    case squaredEuclidean
    /// Σ a·b. The largest product is the nearest row; its negative takes the place of the distance.
    case innerProduct
    /// 1 − cos(a, b), computed as half the squared distance of both rows scaled to length 1.
    case cosine
  }

  /// What becomes of missing values.
  public enum Gaps: Sendable {
    /// They are errors.
    case refused
    /// The squared distance goes over the columns that both rows have, times all columns ÷ shared columns. Rows that
    /// share no column are no neighbours.
    case shared
  }

  /// Which rows a search is for; at least one of both bounds.
  public struct Wish: Sendable {
    /// At most so many for each query.
    var neighbours: Int?
    /// Only rows at most so far away, in the unit of the measure.
    var within: Double?
    /// The row that each query is itself, which is no neighbour of it.
    var ownRows: [Int]?

    /// So many rows, or all within a distance, or so many within it.
    public init(neighbours: Int? = nil, within: Double? = nil, ownRows: [Int]? = nil) {
      precondition(neighbours.map { $0 > 0 } ?? (within != nil), "a search asks for at least one neighbour")
      (self.neighbours, self.within, self.ownRows) = (neighbours, within, ownRows)
    }
  }

  /// The nearest rows of each query, nearest first.
  public struct Result: Sendable, Equatable {
    /// `starts[query]..<starts[query + 1]` are the entries of a query.
    public let starts: [Int]
    /// The row of each entry.
    public let rows: [Int]
    /// Its distance in the unit of the measure: squared, or the negative inner product.
    public let distances: [Double]

    /// The rows of one query, nearest first.
    public func rows(of query: Int) -> ArraySlice<Int> { rows[starts[query]..<starts[query + 1]] }
  }

  private let rows: Matrix
  private let names: ColumnNames
  private let measure: Measure
  private let gaps: Gaps
  private let kernels: KernelTable
  /// What is searched, in the form in which the measure is a squared distance.
  private let space: NeighbourSpace

  /// Prepares rows for search.
  ///
  /// - Throws: ``NeighbourError`` for a missing value where these are refused, for an infinite value, for a matrix
  ///   without columns, and for what the measure cannot take; `Cancelled`.
  public init(
    _ rows: Matrix, measure: Measure = .squaredEuclidean, gaps: Gaps = .refused, columnNames: [String] = [],
    execution: Execution
  ) throws {
    try self.init(
      rows, measure: measure, gaps: gaps, columnNames: columnNames, execution: execution, kernels: .widest)
  }

  /// The same on chosen kernels, for tests: the result is the same for all.
  package init(
    _ rows: Matrix, measure: Measure = .squaredEuclidean, gaps: Gaps = .refused, columnNames: [String] = [],
    execution: Execution, kernels: KernelTable
  ) throws {
    precondition(gaps == .refused || measure == .squaredEuclidean, "only distances go over shared columns")
    if rows.columns == 0 { throw NeighbourError(sentence: "A search for neighbours needs at least one column.") }
    (names, self.measure, self.gaps, self.kernels) = (ColumnNames(names: columnNames), measure, gaps, kernels)
    try names.check(rows, gaps, execution)
    space = try NeighbourSpace(measure, of: rows, names)
    self.rows = try space.lifted(rows, names, isQuery: false)
  }

  /// The nearest rows of each query. Progress counts queries.
  ///
  /// - Throws: ``NeighbourError`` for values that the rows may not have either, and another number of columns;
  ///   `InsufficientMemory` where a wish without a number of neighbours has too many; `Cancelled`.
  public func search(_ queries: Matrix, _ wish: Wish, execution: Execution) throws -> Result {
    guard queries.columns == space.columns else {
      throw NeighbourError(
        sentence: "The queries have \(queries.columns) columns, the searched rows \(space.columns).")
    }
    precondition(wish.ownRows.map { $0.count == queries.rows } ?? true, "each query has its own row")
    try names.check(queries, gaps, execution)
    let lifted = try space.lifted(queries, names, isQuery: true)
    let index = try RowIndex(
      rows, queryGroups: gaps == .shared ? lifted.gapGroups(execution) : [], judgement: space.judgement,
      kernels: kernels, execution: execution)
    let stored = try ObservedRows(
      columnMajor: lifted.values, rows: lifted.rows, width: lifted.columns, order: Array(0..<lifted.rows),
      execution: execution)
    execution.monitor.begin("searching neighbours", total: queries.rows)
    let size = RowIndex.slotsPerPiece(queries: queries.rows)
    let pieces = try execution.map(count: (queries.rows + size - 1) / size) { piece in
      defer { execution.monitor.advance(by: min(size, queries.rows - piece * size)) }
      return try entries(of: piece * size..<min((piece + 1) * size, queries.rows), stored, index, wish, execution)
    }
    return result(pieces)
  }

  /// The entries of each slot, nearest first.
  private func entries(
    of slots: Range<Int>, _ queries: ObservedRows, _ index: RowIndex, _ wish: Wish, _ execution: Execution
  ) throws -> [[NeighbourLists.Entry]] {
    let reach = wish.within.map { measure == .cosine ? 2 * $0 : $0 } ?? .infinity
    let own = wish.ownRows ?? []
    guard let neighbours = wish.neighbours else {
      var found = RowsWithin(reach: reach, slots: slots, ownRows: own)
      try index.search(queries, slots: slots, into: &found, execution: execution)
      return found.sorted()
    }
    let capacity = min(neighbours, rows.rows)
    var nearest = NearestLists(
      firstSlot: slots.lowerBound, reach: reach, ownRows: own, lists: .init(count: slots.count, capacity: capacity))
    if capacity > 0 { try index.search(queries, slots: slots, into: &nearest, execution: execution) }
    return slots.map { nearest.lists.entries($0 - slots.lowerBound) }
  }

  private func result(_ pieces: [[[NeighbourLists.Entry]]]) -> Result {
    var starts = [0]
    for entries in pieces.joined() { starts.append(starts[starts.count - 1] + entries.count) }
    let share = measure == .cosine ? 0.5 : 1
    return Result(
      starts: starts, rows: pieces.flatMap { $0.flatMap { $0.map(\.row) } },
      distances: pieces.flatMap { $0.flatMap { $0.map { $0.distance * share } } })
  }
}

/// One list per query.
private struct NearestLists: CandidateLists {
  let firstSlot: Int
  /// What lies farther away is not wanted.
  let reach: Double
  let ownRows: [Int]
  var lists: NeighbourLists

  func bound(_ slot: Int) -> Double { min(lists.bound(slot - firstSlot), reach) }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    if !ownRows.isEmpty, ownRows[slot] == row { return }
    lists.offer(row, at: distance, to: slot - firstSlot)
  }
}

/// All rows that are near enough to each query.
private struct RowsWithin: CandidateLists {
  let reach: Double
  let slots: Range<Int>
  let ownRows: [Int]
  private var found: [[NeighbourLists.Entry]]
  private var count = 0

  init(reach: Double, slots: Range<Int>, ownRows: [Int]) {
    (self.reach, self.slots, self.ownRows) = (reach, slots, ownRows)
    found = Array(repeating: [], count: slots.count)
  }

  func bound(_ slot: Int) -> Double { reach }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    if !ownRows.isEmpty, ownRows[slot] == row { return }
    found[slot - slots.lowerBound].append((distance, row))
    count += 1
  }

  /// Twice as many may be held a moment later, and once more in the result.
  func checkRoom(_ execution: Execution) throws { try execution.memory.require(Double(count) * 96) }

  consuming func sorted() -> [[NeighbourLists.Entry]] {
    found.map { $0.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) } }
  }
}

extension ColumnNames {
  /// Throws for the first value that no row of a search may have.
  fileprivate func check(_ matrix: Matrix, _ gaps: NearestNeighbours.Gaps, _ execution: Execution) throws {
    try checkFinite(matrix, execution)
    if gaps == .refused { try checkComplete(matrix, execution) }
  }
}

extension NearestNeighbours.Result {
  /// Without the entries whose distance does not do.
  public func keeping(_ isWanted: (Double) -> Bool) -> NearestNeighbours.Result {
    let kept = distances.indices.filter { isWanted(distances[$0]) }
    var (counts, next) = ([0], 0)
    for query in 0..<starts.count - 1 {
      while next < kept.count, kept[next] < starts[query + 1] { next += 1 }
      counts.append(next)
    }
    return NearestNeighbours.Result(starts: counts, rows: kept.map { rows[$0] }, distances: kept.map { distances[$0] })
  }
}
