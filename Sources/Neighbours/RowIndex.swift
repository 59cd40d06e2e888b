import Columns
import Kernels

/// Rows prepared for exact search: their values for the final word, and float32 terms for a first look at every pair.
///
/// Let `a` be a query and `b` a row, both centred on the rows' means and scaled by one power of two, S the columns
/// observed in both, and τ the bound on the mean squared difference. A row is within the bound when
///
///     Σ_S [τ − (a − b)²] = Σ_S [2ab + (τ − a²) − b²] ≥ 0,
///
/// which is an inner product of terms of the row (b, whether b is observed, b²; zero where b is missing) with weights
/// of the query. Where all rows or all queries have a column, its second or third term moves into a constant; where the
/// same rows or the same queries lack several columns, those share a term.
struct RowIndex: Sendable {
  /// What decides in float64 how near a row is.
  enum Judgement: Sendable {
    /// The squared distance, over shared columns where there are gaps.
    case squaredDistance
    /// The negative product of all columns but the last, which lifts rows onto a sphere; see ``NeighbourSpace``.
    case innerProduct(squaredRadius: Double)
  }

  /// The rows in the order in which a search visits them.
  let rows: ObservedRows
  /// The number of each visited row.
  let order: [Int]
  let terms: TermLayout
  let packed: ScoredRows
  let frame: Frame
  let judgement: Judgement
  let kernels: KernelTable

  /// - Parameter queryGroups: The columns that some query may lack, grouped by the queries that lack them.
  init(
    _ matrix: Matrix, queryGroups: [[Int]], judgement: Judgement = .squaredDistance, kernels: KernelTable,
    execution: Execution
  ) throws {
    let order = Self.visitingOrder(matrix.rows)
    rows = try ObservedRows(
      columnMajor: matrix.values, rows: matrix.rows, width: matrix.columns, order: order, execution: execution)
    frame = try Frame(matrix, execution: execution)
    terms = TermLayout(columns: matrix.columns, rowGroups: try matrix.gapGroups(execution), queryGroups: queryGroups)
    packed = try terms.pack(rows, frame, execution: execution)
    (self.order, self.judgement, self.kernels) = (order, judgement, kernels)
  }

  /// All rows, in steps of about the golden section: every stretch is then a fair sample, so that bounds tighten early
  /// even where the table is sorted.
  static func visitingOrder(_ count: Int) -> [Int] {
    guard count > 2 else { return Array(0..<count) }
    var step = max(1, Int(Double(count) * 0.618_033_988_749_895))
    while greatestCommonDivisor(step, count) != 1 { step += 1 }
    var next = 0
    return (0..<count).map { _ in
      defer { next = (next + step) % count }
      return next
    }
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// The squared distance of a query and a visited row, scaled by (all ÷ shared) columns; nil without a shared column.
  ///
  /// Computed as (sum × all) ÷ shared, so that equal ratios of exact sums are equal; the plain sum where all are
  /// shared.
  func distance(_ queries: ObservedRows, _ query: Int, _ position: Int) -> Double? {
    if case .innerProduct = judgement {
      var product = 0.0
      for column in 0..<rows.width - 1 { product += queries[query, column] * rows[position, column] }
      return -product
    }
    let shared = rows.sharedColumns(position, with: queries, query)
    guard shared > 0 else { return nil }
    let sum = queries.squaredDistance(query, to: rows, position, kernels: kernels)
    return shared == rows.width ? sum : sum * Double(rows.width) / Double(shared)
  }

  /// The squared distance beyond which no row is as near as a bound on what is judged; negative for none at all.
  ///
  /// Of products it is |a|² + R² + 2·bound. Each of these sums and each lifted value errs by a relative (columns + 2) ×
  /// 2⁻⁵³ of |a|² + R² at most, which the last summand exceeds by far.
  func squaredReach(of bound: Double, squaredLength: Double) -> Double {
    guard case .innerProduct(let squaredRadius) = judgement, bound > -.infinity else { return bound }
    let most = squaredLength + squaredRadius
    return max(0, most + 2 * bound) + Double(rows.width + 16) * 0x1p-50 * most
  }
}

extension Matrix {
  /// The columns with at least one missing value; those that the same rows lack form one group.
  func gapGroups(_ execution: Execution) throws -> [[Int]] {
    let masks = try execution.map(count: columns) { gapMask(of: $0) }
    var groups: [[Int]] = []
    var groupOfMask: [[UInt64]: Int] = [:]
    for (column, mask) in masks.enumerated() {
      guard let mask else { continue }
      if let group = groupOfMask[mask] {
        groups[group].append(column)
      } else {
        groupOfMask[mask] = groups.count
        groups.append([column])
      }
    }
    return groups
  }

  /// A bit for each row that lacks a column; nil where none does.
  private func gapMask(of column: Int) -> [UInt64]? {
    let cells = values[column * rows..<(column + 1) * rows]
    guard let first = cells.firstIndex(where: { $0.isNaN }) else { return nil }
    var mask = [UInt64](repeating: 0, count: (rows + 63) / 64)
    for row in first - cells.startIndex..<rows where self[row, column].isNaN {
      mask[row / 64] |= 1 << UInt64(row % 64)
    }
    return mask
  }
}
