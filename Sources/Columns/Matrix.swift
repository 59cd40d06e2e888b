import Kernels

/// A dense numeric matrix in column-major order, in which NaN stands for a missing value.
///
/// This is the form in which numbers leave the table layer for statistics, neighbours and estimators. NaN never goes
/// back to a user: whoever makes a column from a matrix turns it into null again.
public struct Matrix: Sendable, Equatable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  /// `values[column * rows + row]`.
  public var values: [Double]

  /// A matrix of `rows × columns` values, column by column.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a matrix needs rows × columns values")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// A matrix of equally long columns.
  public init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "the columns of a matrix have one length")
    var values: [Double] = []
    values.reserveCapacity(rows * columns.count)
    for column in columns { values += column }
    self.init(rows: rows, columns: columns.count, values: values)
  }

  /// A matrix whose columns are made side by side, each gone as soon as it is copied.
  ///
  /// - Parameter column: The values of a column, as many as there are rows.
  /// - Throws: What `column` throws; `Cancelled`.
  public init(
    rows: Int, columns: Int, execution: Execution, column: @Sendable (Int) throws -> [Double]
  ) throws {
    let values = try execution.array(count: rows * columns, pieces: columns) { index, memory in
      let values = try column(index)
      precondition(values.count == rows, "the columns of a matrix have one length")
      // SAFETY: the memory has room for all columns, and this place belongs to this one.
      (memory + index * rows).update(from: values, count: rows)
    }
    self.init(rows: rows, columns: columns, values: values)
  }

  /// The numbers of columns, which are no texts and have one length.
  public init(_ columns: [Column], execution: Execution) throws {
    try self.init(rows: columns.first?.count ?? 0, columns: columns.count, execution: execution) { index in
      guard let numbers = columns[index].doubles() else { preconditionFailure("a matrix holds no texts") }
      return numbers
    }
  }

  /// The value in a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { values[column * rows + row] }
    set { values[column * rows + row] = newValue }
  }

  /// One column as an array.
  public func column(_ index: Int) -> [Double] { Array(values[index * rows..<(index + 1) * rows]) }

  /// The rows with the given indices, in that order.
  public func selecting(rows indices: [Int]) -> Matrix {
    var out = [Double]()
    out.reserveCapacity(indices.count * columns)
    for column in 0..<columns {
      let base = column * rows
      for row in indices { out.append(values[base + row]) }
    }
    return Matrix(rows: indices.count, columns: columns, values: out)
  }

  /// Consecutive rows.
  public func selecting(rows range: Range<Int>) -> Matrix {
    var out = [Double]()
    out.reserveCapacity(range.count * columns)
    for column in 0..<columns {
      out += values[column * rows + range.lowerBound..<column * rows + range.upperBound]
    }
    return Matrix(rows: range.count, columns: columns, values: out)
  }
}
