import Columns
import Kernels

/// An imputation that has seen its training rows; see ``KNNImputer``.
public struct FittedKNNImputer: Sendable {
  /// What it was fitted with.
  public let settings: KNNImputer
  /// The training rows that may donate values.
  public let donors: Matrix
  /// What fills a gap without donors, per column.
  public let fallbacks: [Double]
  private let names: ColumnNames

  init(settings: KNNImputer, donors: Matrix, fallbacks: [Double], names: ColumnNames) {
    (self.settings, self.donors, self.fallbacks, self.names) = (settings, donors, fallbacks, names)
  }

  /// The same imputation with donors among other rows, which have the same columns; what fills gaps without any stays.
  public func over(_ rows: Matrix) -> FittedKNNImputer {
    precondition(rows.columns == fallbacks.count, "donors have the fitted columns")
    return FittedKNNImputer(settings: settings, donors: settings.donors(of: rows), fallbacks: fallbacks, names: names)
  }

  /// Fills every gap of `rows`, which have the training columns in the same order.
  ///
  /// A row of the training table is no donor for its own gaps, since it lacks the value; a duplicate that has it
  /// donates at distance zero. Progress counts the rows with gaps.
  ///
  /// - Throws: ``NeighbourError`` for an infinite value or another number of columns; `Cancelled`.
  public func transform(
    _ rows: Matrix, execution: Execution
  ) throws -> (values: Matrix, report: ImputationReport) {
    try transform(rows, execution: execution, kernels: .widest)
  }

  /// The same on chosen kernels, for tests: the result is the same for all.
  package func transform(
    _ rows: Matrix, execution: Execution, kernels: KernelTable
  ) throws -> (values: Matrix, report: ImputationReport) {
    guard rows.columns == fallbacks.count else {
      throw NeighbourError(
        sentence: "The imputation was fitted on \(fallbacks.count) columns but is applied to \(rows.columns).")
    }
    try names.checkFinite(rows, execution)
    let groups = try rows.gapGroups(execution)
    let queryGaps = groups.joined().sorted()
    let work = try sortedByGaps(rowsWithGaps(rows, queryGaps), of: rows, execution)
    let index = try RowIndex(donors, queryGroups: groups, kernels: kernels, execution: execution)
    let queries = try ObservedRows(
      columnMajor: rows.values, rows: rows.rows, width: rows.columns, order: work, execution: execution)
    let fewDonors = columnsWithFewDonors(index, queryGaps)
    execution.monitor.begin("imputing", total: work.count)
    let size = RowIndex.slotsPerPiece(queries: work.count)
    let pieces = try execution.map(count: (work.count + size - 1) / size) { piece in
      let slots = piece * size..<min((piece + 1) * size, work.count)
      var lists = GapLists(
        slots: slots, queries: queries, neighbours: settings.neighbours, index: index, fewDonors: fewDonors)
      try index.search(queries, slots: slots, into: &lists, execution: execution)
      execution.monitor.advance(by: slots.count)
      return lists.gaps.indices.map { gap in
        Filling(row: work[lists.gaps[gap].slot], column: lists.gaps[gap].column, value: value(of: gap, in: lists))
      }
    }
    return filled(rows, pieces)
  }

  /// The rows with at least one gap, ascending.
  private func rowsWithGaps(_ rows: Matrix, _ columns: [Int]) -> [Int] {
    var hasGap = [Bool](repeating: false, count: rows.rows)
    for column in columns {
      for row in 0..<rows.rows where rows[row, column].isNaN { hasGap[row] = true }
    }
    return hasGap.indices.filter { hasGap[$0] }
  }

  /// Rows with the same gaps side by side, so that a panel of them needs fewer terms.
  private func sortedByGaps(_ work: [Int], of rows: Matrix, _ execution: Execution) throws -> [Int] {
    let stored = try ObservedRows(
      columnMajor: rows.values, rows: rows.rows, width: rows.columns, order: work, execution: execution)
    return work.indices.sorted { stored.mask($0, precedes: $1) }.map { work[$0] }
  }

  /// Donors by visiting position of the columns that have few: their k-th neighbour is far away, and a search that
  /// waits for it would judge nearly every row.
  private func columnsWithFewDonors(_ index: RowIndex, _ columns: [Int]) -> [Int: [Int]] {
    let few = max(4 * settings.neighbours, index.rows.count / 64)
    var found: [Int: [Int]] = [:]
    for column in columns {
      let positions = (0..<index.rows.count).lazy.filter { index.rows.isObserved($0, column) }.prefix(few + 1)
      if positions.count <= few { found[column] = Array(positions) }
    }
    return found
  }

  /// The value of one gap, or nil where there is no donor.
  private func value(of gap: Int, in lists: GapLists) -> Double? {
    let entries = lists.lists.entries(lists.gaps[gap].list)
    guard !entries.isEmpty else { return nil }
    let column = lists.gaps[gap].column
    return DonorCombination(weights: settings.weights, combination: settings.combination)
      .value(of: entries.map { ($0.distance, donors[$0.row, column]) })
  }

  private struct Filling {
    let row: Int
    let column: Int
    let value: Double?
  }

  private func filled(_ rows: Matrix, _ pieces: [[Filling]]) -> (values: Matrix, report: ImputationReport) {
    var values = rows
    var report = ImputationReport(columns: Array(repeating: .init(), count: rows.columns))
    for filling in pieces.joined() {
      values[filling.row, filling.column] = filling.value ?? fallbacks[filling.column]
      if filling.value == nil {
        report.columns[filling.column].byFallback += 1
      } else {
        report.columns[filling.column].byNeighbours += 1
      }
    }
    return (values, report)
  }
}
