/// Some rows of some columns in the three forms in which they enter masked products.
public struct StandardisedPanels: Sendable {
  /// The shifted and scaled values, 0 where missing.
  public private(set) var values: ColumnPanel
  /// Their squares.
  public private(set) var squares: ColumnPanel
  /// 1 where a value is present, 0 where it is missing.
  public private(set) var present: ColumnPanel

  /// Room for at most so many rows of so many columns.
  public init(rowCapacity: Int, columns: Int) {
    values = ColumnPanel(rowCapacity: rowCapacity, columns: columns)
    (squares, present) = (values, values)
  }

  /// Fills one column with `(value - mean) * scale` of consecutive values, of which NaN ones are missing; the rest of
  /// the column becomes missing.
  public mutating func fill(
    column: Int, from source: [Double], at start: Int, count: Int, mean: Double, scale: Double
  ) {
    let capacity = values.rowCapacity
    precondition(column < values.columns && count <= capacity && start >= 0 && start + count <= source.count)
    let range = column * capacity..<(column + 1) * capacity
    // SAFETY: `source` holds `count` values from `start` on, and each panel `capacity` places from the range's start
    // on.
    source.withUnsafeBufferPointer { source in
      values.values.withUnsafeMutableBufferPointer { values in
        squares.values.withUnsafeMutableBufferPointer { squares in
          present.values.withUnsafeMutableBufferPointer { present in
            for offset in 0..<count {
              let raw = source[start &+ offset]
              let isPresent = raw == raw
              let value = isPresent ? (raw - mean) * scale : 0
              values[range.lowerBound &+ offset] = value
              squares[range.lowerBound &+ offset] = value * value
              present[range.lowerBound &+ offset] = isPresent ? 1 : 0
            }
            for place in (range.lowerBound + count)..<range.upperBound {
              (values[place], squares[place], present[place]) = (0, 0, 0)
            }
          }
        }
      }
    }
  }
}
