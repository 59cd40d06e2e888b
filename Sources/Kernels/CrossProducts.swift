/// Some rows of some columns, laid out for ``CrossProducts``: column after column, each padded with zeros.
public struct ColumnPanel: Sendable {
  /// The number of rows that there is room for; a multiple of 8.
  public let rowCapacity: Int
  /// How many columns are multiplied with each other.
  public let columns: Int
  /// `values[column * rowCapacity + row]`; rows that are not used are 0, and so are last columns that make their
  /// number a multiple of four.
  public var values: [Double]

  /// Room for the sums of so many columns, taken at most so many rows at a time.
  public init(rowCapacity: Int, columns: Int) {
    precondition(rowCapacity.isMultiple(of: 8), "a panel's rows come in eights")
    (self.rowCapacity, self.columns) = (rowCapacity, columns)
    values = Array(repeating: 0, count: rowCapacity * ((columns + 3) / 4 * 4))
  }
}

/// Sums of products of each column of one panel with each of another: C += AᵀB.
///
/// Each sum is kept in eight lanes, row r in lane r mod 8, which are added in one fixed order. So the result depends
/// on the values and on the panel's cut of the rows alone.
public enum CrossProducts {
  /// Columns that are multiplied together while they are in the second-level cache.
  private static let tileColumns = 32

  /// Adds the products to `sums[leftColumn * right.columns + rightColumn]`.
  ///
  /// - Parameter upperOnly: leaves out tiles of columns that lie wholly below the diagonal.
  public static func add(
    _ left: ColumnPanel, _ right: ColumnPanel, upperOnly: Bool = false, kernels: KernelTable = .widest,
    to sums: inout [Double]
  ) {
    precondition(left.rowCapacity == right.rowCapacity, "both panels have room for the same rows")
    precondition(sums.count == left.columns * right.columns, "there is one sum for each pair of columns")
    for leftStart in stride(from: 0, to: left.columns, by: tileColumns) {
      let first = upperOnly ? leftStart : 0
      for rightStart in stride(from: first, to: right.columns, by: tileColumns) {
        addTile(left, leftStart, right, rightStart, kernels, &sums)
      }
    }
  }

  private static func addTile(
    _ left: ColumnPanel, _ leftStart: Int, _ right: ColumnPanel, _ rightStart: Int, _ kernels: KernelTable,
    _ sums: inout [Double]
  ) {
    let leftCount = min(tileColumns, left.columns - leftStart)
    let rightCount = min(tileColumns, right.columns - rightStart)
    let rows = left.rowCapacity
    // SAFETY: starts are multiples of four and panels hold a multiple of four columns, so the kernel's tiles stay
    // inside; it writes sums only for columns that exist, which `add` has checked there is room for.
    left.values.withUnsafeBufferPointer { leftBuffer in
      right.values.withUnsafeBufferPointer { rightBuffer in
        sums.withUnsafeMutableBufferPointer { sumBuffer in
          guard let leftBase = leftBuffer.baseAddress, let rightBase = rightBuffer.baseAddress,
            let sumBase = sumBuffer.baseAddress
          else { return }
          kernels.addCrossProducts(
            leftBase + leftStart * rows, leftCount, rightBase + rightStart * rows, rightCount, rows,
            sumBase + leftStart * right.columns + rightStart, right.columns)
        }
      }
    }
  }
}
