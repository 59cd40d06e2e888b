/// Some rows of some columns, laid out for ``CrossProducts``: column after column, each padded with zeros.
public struct ColumnPanel: Sendable {
  /// The number of rows that there is room for; a multiple of 8.
  public let rowCapacity: Int
  public let columns: Int
  /// `values[column * rowCapacity + row]`; rows that are not used are 0, and so is a last column that makes their number
  /// even.
  public var values: [Double]

  public init(rowCapacity: Int, columns: Int) {
    precondition(rowCapacity.isMultiple(of: 8), "a panel's rows come in eights")
    (self.rowCapacity, self.columns) = (rowCapacity, columns)
    values = Array(repeating: 0, count: rowCapacity * (columns + columns % 2))
  }
}

/// Sums of products of each column of one panel with each of another: C += AᵀB.
///
/// Each sum is kept in eight lanes, row r in lane r mod 8, which are added in one fixed order. So the result depends on the
/// values and on the panel's cut of the rows alone.
public enum CrossProducts {
  /// Columns that are multiplied together while they are in the second-level cache.
  private static let tileColumns = 32

  /// Adds the products to `sums[leftColumn * right.columns + rightColumn]`.
  ///
  /// - Parameter upperOnly: leaves out tiles of columns that lie wholly below the diagonal.
  public static func add(_ left: ColumnPanel, _ right: ColumnPanel, upperOnly: Bool = false, to sums: inout [Double]) {
    precondition(left.rowCapacity == right.rowCapacity, "both panels have room for the same rows")
    precondition(sums.count == left.columns * right.columns, "there is one sum for each pair of columns")
    for leftStart in stride(from: 0, to: left.columns, by: tileColumns) {
      let first = upperOnly ? leftStart : 0
      for rightStart in stride(from: first, to: right.columns, by: tileColumns) {
        addTile(left, leftStart, right, rightStart, &sums)
      }
    }
  }

  private static func addTile(
    _ left: ColumnPanel, _ leftStart: Int, _ right: ColumnPanel, _ rightStart: Int, _ sums: inout [Double]
  ) {
    let leftEnd = min(leftStart + tileColumns, left.columns)
    let rightEnd = min(rightStart + tileColumns, right.columns)
    let (rows, width) = (left.rowCapacity, right.columns)
    // SAFETY: starts are even and ends at most the number of columns, and each panel holds an even number of columns, so
    // the pair of columns at any even start below its end is inside. A sum is written only for columns that exist.
    left.values.withUnsafeBufferPointer { leftBuffer in
      right.values.withUnsafeBufferPointer { rightBuffer in
        guard let leftBase = leftBuffer.baseAddress, let rightBase = rightBuffer.baseAddress else { return }
        for leftColumn in stride(from: leftStart, to: leftEnd, by: 2) {
          for rightColumn in stride(from: rightStart, to: rightEnd, by: 2) {
            let four = products(leftBase + leftColumn * rows, rightBase + rightColumn * rows, rows)
            let (lastLeft, lastRight) = (leftColumn + 1 == leftEnd, rightColumn + 1 == rightEnd)
            sums[leftColumn * width + rightColumn] += four[0]
            if !lastRight { sums[leftColumn * width + rightColumn + 1] += four[1] }
            if !lastLeft { sums[(leftColumn + 1) * width + rightColumn] += four[2] }
            if !lastLeft && !lastRight { sums[(leftColumn + 1) * width + rightColumn + 1] += four[3] }
          }
        }
      }
    }
  }

  /// The four sums of products of two neighbouring columns with two others.
  @inline(__always)
  private static func products(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ rows: Int
  ) -> SIMD4<Double> {
    typealias Lanes = SIMD8<Double>
    var (s00, s01, s10, s11) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var row = 0
    // SAFETY: each column has `rows` values, a multiple of the number of lanes.
    while row < rows {
      let left0 = UnsafeRawPointer(left + row).loadUnaligned(as: Lanes.self)
      let left1 = UnsafeRawPointer(left + rows + row).loadUnaligned(as: Lanes.self)
      let right0 = UnsafeRawPointer(right + row).loadUnaligned(as: Lanes.self)
      let right1 = UnsafeRawPointer(right + rows + row).loadUnaligned(as: Lanes.self)
      s00 += left0 * right0
      s01 += left0 * right1
      s10 += left1 * right0
      s11 += left1 * right1
      row &+= 8
    }
    return SIMD4(s00.sum(), s01.sum(), s10.sum(), s11.sum())
  }
}
