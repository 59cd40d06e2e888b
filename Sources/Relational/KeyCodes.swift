import Columns
import Kernels

/// One key, or several packed together, as a number for each row: equal keys have equal codes below `domain`.
///
/// Codes are not written out: blocks of them are decoded from the column's own memory when a pass needs them.
struct KeyCodes: Sendable {
  let count: Int
  /// One more than the largest code.
  let domain: UInt64
  let source: Source

  /// Stands for "equals nothing": a null key of a join, or a value the other side does not have.
  static let none = UInt64.max

  enum Source: Sendable {
    /// `value - base`, null as given.
    case integers(IntegerBuffer, base: Int64, limit: UInt64, nulls: NullCode)
    /// The order-preserving bits of the number minus `base`; −0 counts as 0.
    case floats(Buffer<Double>, base: UInt64, limit: UInt64, nulls: NullCode)
    /// `table[code]`, for text of another dictionary; ``KeyCodes/none`` where that has no such text.
    case table(IntegerBuffer, Buffer<UInt64>, nulls: NullCode)
    /// Floats compared with integers: the integer equal to the number, if there is one.
    case wholeFloats(Buffer<Double>, base: Int64, limit: UInt64, nulls: NullCode)
    /// Integers compared with floats: the bits of the number equal to the integer, if there is one.
    case integersAsFloats(IntegerBuffer, base: UInt64, limit: UInt64, nulls: NullCode)
    /// Each part's code in a mixed-radix number, the first part the most significant.
    case packed([KeyCodes])
    /// Codes that a lookup wrote out.
    case written(Buffer<Int32>)
  }

  /// What a null key becomes.
  struct NullCode: Sendable {
    let validity: Bitmap?
    let code: UInt64
    /// What is added to the code of a value: 1 where nulls take the code 0.
    let shift: UInt64

    /// A code of its own, where there are nulls.
    static func own(_ validity: Bitmap?) -> NullCode {
      NullCode(validity: validity, code: 0, shift: validity == nil ? 0 : 1)
    }

    /// Equal to nothing.
    static func matchesNothing(_ validity: Bitmap?) -> NullCode {
      NullCode(validity: validity, code: KeyCodes.none, shift: 0)
    }
  }

  /// The bits of a number as an unsigned integer in the same order.
  @inline(__always)
  static func orderedBits(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  /// How many rows are decoded at a time: small enough that they stay in the nearest cache.
  static let chunk = 2048

  /// Calls `body` with consecutive ranges of rows within `range` and their codes.
  func forEachChunk(in range: Range<Int>, _ body: (Range<Int>, Elements<UInt64>) throws -> Void) rethrows {
    let scratch = Scratch<UInt64>(count: min(KeyCodes.chunk, range.count))
    var start = range.lowerBound
    while start < range.upperBound {
      let rows = start..<min(range.upperBound, start + KeyCodes.chunk)
      let slots = scratch.slots[0..<rows.count]
      decode(rows, into: slots)
      try body(rows, slots.elements)
      start = rows.upperBound
    }
  }
}

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

extension KeyCodes {
  /// Writes the codes of `rows` into `out`, which holds as many.
  func decode(_ rows: Range<Int>, into out: Slots<UInt64>) {
    switch source {
    case .integers(.w8(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w16(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w32(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w64(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .floats(let buffer, let base, let limit, let nulls):
      let view = buffer.view
      for (offset, row) in rows.enumerated() {
        out[offset] = KeyCodes.bounded(KeyCodes.orderedBits(view[row]) &- base, limit, nulls.shift)
      }
      placeNulls(nulls, rows, out)
    case .wholeFloats(let buffer, let base, let limit, let nulls):
      let view = buffer.view
      for (offset, row) in rows.enumerated() {
        let whole = Int64(exactly: view[row])
        out[offset] =
          whole.map { KeyCodes.bounded(UInt64(bitPattern: $0 &- base), limit, nulls.shift) } ?? KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .integersAsFloats(let values, let base, let limit, let nulls):
      for (offset, row) in rows.enumerated() {
        let bits = Double(exactly: values[row]).map { KeyCodes.orderedBits($0) }
        out[offset] = bits.map { KeyCodes.bounded($0 &- base, limit, nulls.shift) } ?? KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .table(let codes, let table, let nulls):
      let view = table.view
      for (offset, row) in rows.enumerated() {
        let code = Int(codes[row])
        out[offset] = code < view.count ? view[code] : KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .packed(let parts): pack(parts, rows, out)
    case .written(let groups):
      let view = groups.view
      for (offset, row) in rows.enumerated() {
        out[offset] = view[row] >= 0 ? UInt64(view[row]) : KeyCodes.none
      }
    }
  }

  /// A code is `none` from `limit` on: the value lies outside what the other side holds.
  @inline(__always)
  private static func bounded(_ code: UInt64, _ limit: UInt64, _ shift: UInt64) -> UInt64 {
    code > limit ? none : code &+ shift
  }

  @inline(__always)
  private func subtract<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: Range<Int>, _ base: Int64, _ limit: UInt64, _ nulls: NullCode, _ out: Slots<UInt64>
  ) {
    let view = buffer.elements(rows).view, target = out.cells
    for offset in 0..<view.count {
      target[offset] = KeyCodes.bounded(UInt64(bitPattern: Int64(view[offset]) &- base), limit, nulls.shift)
    }
    placeNulls(nulls, rows, out)
  }

  private func placeNulls(_ nulls: NullCode, _ rows: Range<Int>, _ out: Slots<UInt64>) {
    guard let validity = nulls.validity else { return }
    for (offset, row) in rows.enumerated() where !validity[row] { out[offset] = nulls.code }
  }

  private func pack(_ parts: [KeyCodes], _ rows: Range<Int>, _ out: Slots<UInt64>) {
    parts[0].decode(rows, into: out)
    let scratch = Scratch<UInt64>(count: rows.count)
    let next = scratch.slots
    for part in parts.dropFirst() {
      part.decode(rows, into: next)
      for offset in 0..<rows.count {
        let (high, low) = (out[offset], next[offset])
        out[offset] = high == KeyCodes.none || low == KeyCodes.none ? KeyCodes.none : high &* part.domain &+ low
      }
    }
  }
}
