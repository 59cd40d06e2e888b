import Columns
import Kernels

extension KeyCodes {
  /// The codes of one column for grouping (`nullsMatch`: nulls equal each other) or for the right side of a join.
  static func of(_ column: Column, nullsMatch: Bool, execution: Execution) throws -> KeyCodes {
    let nulls = nullsMatch ? NullCode.own(column.validity) : .matchesNothing(column.validity)
    switch column.storage {
    case .text(let codes, let dictionary):
      let limit = UInt64(max(1, dictionary.count)) - 1
      return KeyCodes(
        count: column.count, domain: limit + 1 + nulls.shift,
        source: .integers(codes, base: 0, limit: limit, nulls: nulls))
    case .integers(let values):
      let bounds = try integerBounds(values, column.validity, execution)
      let limit = UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound)
      if limit >= UInt64.max - 2 { return extreme(column, nulls) }
      return KeyCodes(
        count: column.count, domain: limit + 1 + nulls.shift,
        source: .integers(values, base: bounds.lowerBound, limit: limit, nulls: nulls))
    case .floats(let values):
      let bounds = try floatBounds(values, column.validity, execution)
      let limit = bounds.upperBound - bounds.lowerBound
      return KeyCodes(
        count: column.count, domain: limit + 1 + nulls.shift,
        source: .floats(values, base: bounds.lowerBound, limit: limit, nulls: nulls))
    case .indicator, .gathered:
      return try of(column.materialised(execution: execution), nullsMatch: nullsMatch, execution: execution)
    }
  }

  /// The least and greatest value that is not null; 0…0 where there is none.
  static func integerBounds(
    _ values: IntegerBuffer, _ validity: Bitmap?, _ execution: Execution
  ) throws -> ClosedRange<Int64> {
    switch values {
    case .w8(let buffer): try bounds(buffer, validity, execution)
    case .w16(let buffer): try bounds(buffer, validity, execution)
    case .w32(let buffer): try bounds(buffer, validity, execution)
    case .w64(let buffer): try bounds(buffer, validity, execution)
    }
  }

  private static func bounds<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<T>, _ validity: Bitmap?, _ execution: Execution
  ) throws -> ClosedRange<Int64> {
    let parts = try execution.mapBlocks(of: buffer.count) { rows -> (T, T) in
      var (low, high) = (T.max, T.min)
      let view = buffer.view
      if let validity {
        for row in rows where validity[row] { (low, high) = (min(low, view[row]), max(high, view[row])) }
      } else {
        for value in view[rows] { (low, high) = (min(low, value), max(high, value)) }
      }
      return (low, high)
    }
    let low = parts.reduce(T.max) { min($0, $1.0) }, high = parts.reduce(T.min) { max($0, $1.1) }
    return low <= high ? Int64(low)...Int64(high) : 0...0
  }

  private static func floatBounds(
    _ buffer: Buffer<Double>, _ validity: Bitmap?, _ execution: Execution
  ) throws -> ClosedRange<UInt64> {
    let parts = try execution.mapBlocks(of: buffer.count) { rows -> (UInt64, UInt64) in
      var (low, high) = (UInt64.max, UInt64.min)
      let view = buffer.view
      for row in rows where validity.map({ $0[row] }) ?? true {
        let bits = orderedBits(view[row])
        (low, high) = (min(low, bits), max(high, bits))
      }
      return (low, high)
    }
    let low = parts.reduce(UInt64.max) { min($0, $1.0) }, high = parts.reduce(0) { max($0, $1.1) }
    return low <= high ? low...high : 0...0
  }

  /// Integers that span all 64 bits, so that no code is left for null: numbered one by one.
  private static func extreme(_ column: Column, _ nulls: NullCode) -> KeyCodes {
    let numbers = numbers(of: column)
    let codes = (0..<column.count).map { row in
      column[row].integer.flatMap { numbers[$0] } ?? (nulls.shift == 1 ? 0 : -1)
    }
    return KeyCodes(count: column.count, domain: UInt64(numbers.count) + 1, source: .written(Buffer(codes)))
  }

  /// Each value's number from 1 in order of first appearance.
  static func numbers(of column: Column) -> [Int64: Int32] {
    var numbers: [Int64: Int32] = [:]
    for row in 0..<column.count {
      guard let value = column[row].integer, numbers[value] == nil else { continue }
      numbers[value] = Int32(numbers.count + 1)
    }
    return numbers
  }
}
