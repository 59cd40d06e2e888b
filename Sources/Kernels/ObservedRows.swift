/// Rows of float64 values with gaps (NaN), row after row, with a bit for each value that is there.
public struct ObservedRows: Sendable {
  /// How many rows there are.
  public let count: Int
  /// How many columns each row has.
  public let width: Int
  @usableFromInline let values: [Double]
  @usableFromInline let words: Int
  @usableFromInline let observed: [UInt64]

  /// Copies chosen rows out of a column-major matrix.
  ///
  /// - Parameters:
  ///   - values: `values[column * rows + row]`, NaN where a value is missing.
  ///   - order: The source row of each row to be stored, each at most once.
  /// - Throws: `Cancelled`.
  public init(columnMajor values: [Double], rows: Int, width: Int, order: [Int], execution: Execution) throws {
    precondition(values.count == rows * width, "a matrix needs rows × columns values")
    (count, self.width, words) = (order.count, width, (width + 63) / 64)
    var target = [Int](repeating: -1, count: rows)
    for (position, row) in order.enumerated() {
      precondition(target[row] < 0, "a row is stored once")
      target[row] = position
    }
    let targets = target
    let copy = try execution.array(count: order.count * width, pieces: Self.pieces(rows)) { piece, copy in
      for start in stride(from: piece * Self.pieceRows, to: min((piece + 1) * Self.pieceRows, rows), by: 128) {
        let block = start..<min(start + 128, rows)  // The places of so few rows stay in the cache.
        for column in 0..<width {
          // SAFETY: a place is below the number of stored rows, and no other row has it.
          for row in block where targets[row] >= 0 { copy[targets[row] * width + column] = values[column * rows + row] }
        }
      }
    }
    self.values = copy
    observed = try Self.observed(copy, rows: order.count, width: width, execution)
  }

  private static let pieceRows = 4096
  private static func pieces(_ rows: Int) -> Int { (rows + pieceRows - 1) / pieceRows }

  /// A bit for each value that is there.
  private static func observed(
    _ values: [Double], rows: Int, width: Int, _ execution: Execution
  ) throws -> [UInt64] {
    let words = (width + 63) / 64
    return try execution.array(count: rows * words, pieces: pieces(rows)) { piece, observed in
      for row in piece * pieceRows..<min((piece + 1) * pieceRows, rows) {
        for word in 0..<words {
          var bits: UInt64 = 0
          for column in word * 64..<min(word * 64 + 64, width) {
            let value = values[row * width + column]
            if value == value { bits |= 1 << UInt64(column % 64) }
          }
          // SAFETY: the row and the word exist, and only this piece has the row.
          observed[row * words + word] = bits
        }
      }
    }
  }

  /// A value; NaN where it is missing.
  @inlinable
  public subscript(row: Int, column: Int) -> Double { values[row * width + column] }

  /// Whether a value is there.
  @inlinable
  public func isObserved(_ row: Int, _ column: Int) -> Bool { word(row, column / 64) >> UInt64(column % 64) & 1 == 1 }

  /// Sixty-four bits of a row, the lowest for column `64 * index`.
  @inlinable
  public func word(_ row: Int, _ index: Int) -> UInt64 { observed[row * words + index] }

  /// Whether a row comes before another when rows are ordered by what they lack, and then by number.
  public func mask(_ row: Int, precedes other: Int) -> Bool {
    for index in 0..<words where word(row, index) != word(other, index) {
      return word(row, index) < word(other, index)
    }
    return row < other
  }

  /// The columns that a row lacks, ascending.
  public func gaps(of row: Int) -> [Int] { (0..<width).filter { !isObserved(row, $0) } }

  /// In how many columns both rows have a value.
  @inlinable
  public func sharedColumns(_ row: Int, with other: ObservedRows, _ otherRow: Int) -> Int {
    var shared = 0
    for index in 0..<words { shared += (word(row, index) & other.word(otherRow, index)).nonzeroBitCount }
    return shared
  }

  /// The squared distance of two rows over the columns in which both have a value.
  public func squaredDistance(
    _ row: Int, to other: ObservedRows, _ otherRow: Int, kernels: KernelTable = .widest
  ) -> Double {
    precondition(width == other.width, "rows of one width are compared")
    precondition(row >= 0 && row < count && otherRow >= 0 && otherRow < other.count, "the rows exist")
    return values.withUnsafeBufferPointer { mine in
      other.values.withUnsafeBufferPointer { theirs in
        guard let a = mine.baseAddress, let b = theirs.baseAddress else { return 0 }
        // SAFETY: both rows lie inside their arrays, which hold count × width values.
        return kernels.observedSquaredDistance(a + row * width, b + otherRow * width, width)
      }
    }
  }
}
