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
