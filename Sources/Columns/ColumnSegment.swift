import Kernels

/// Integers in the narrowest width that holds them, as a piece of a column yet to be made.
public enum IntegerSegment: Sendable {
  case w8([Int8]), w16([Int16]), w32([Int32]), w64([Int64])

  /// The values in the narrowest width that holds them.
  public init(_ values: [Int64]) {
    var low: Int64 = 0, high: Int64 = 0
    for value in values { (low, high) = (min(low, value), max(high, value)) }
    self = switch IntegerWidth(low: low, high: high) {
    case .w8: .w8(IntegerSegment.pack(values))
    case .w16: .w16(IntegerSegment.pack(values))
    case .w32: .w32(IntegerSegment.pack(values))
    case .w64: .w64(values)
    }
  }

  /// The values of a run; `spread` holds every bit in which any of them differs from its sign.
  public init(_ values: [Int64], spread: UInt64) {
    self = switch IntegerWidth(low: 0, high: Int64(spread & UInt64(Int64.max))) {
    case .w8: .w8(IntegerSegment.pack(values))
    case .w16: .w16(IntegerSegment.pack(values))
    case .w32: .w32(IntegerSegment.pack(values))
    case .w64: .w64(values)
    }
  }

  /// The codes `0..<codeCount` of a piece.
  public init(codes: [Int32], codeCount: Int) {
    self = switch IntegerWidth(low: 0, high: Int64(codeCount)) {
    case .w8: .w8(IntegerSegment.pack(codes))
    case .w16: .w16(IntegerSegment.pack(codes))
    case .w32, .w64: .w32(codes)
    }
  }

  var width: IntegerWidth {
    switch self {
    case .w8: .w8
    case .w16: .w16
    case .w32: .w32
    case .w64: .w64
    }
  }

  private static func pack<From: FixedWidthInteger, To: FixedWidthInteger>(_ values: [From]) -> [To] {
    Array(unsafeUninitializedCapacity: values.count) { out, count in
      // SAFETY: both buffers hold `values.count` elements.
      values.withUnsafeBufferPointer { values in
        for index in 0..<values.count { out[index] = To(truncatingIfNeeded: values[index]) }
      }
      count = values.count
    }
  }
}

/// The widths of ``IntegerBuffer``.
enum IntegerWidth: Int, Sendable, Comparable {
  case w8, w16, w32, w64

  init(low: Int64, high: Int64) {
    self = if low >= Int64(Int8.min), high <= Int64(Int8.max) { .w8 }
      else if low >= Int64(Int16.min), high <= Int64(Int16.max) { .w16 }
      else if low >= Int64(Int32.min), high <= Int64(Int32.max) { .w32 }
      else { .w64 }
  }

  static func < (left: IntegerWidth, right: IntegerWidth) -> Bool { left.rawValue < right.rawValue }
}

/// Some consecutive rows of a column yet to be made.
public struct ColumnSegment: Sendable {
  /// The values; a null row holds zero.
  public enum Values: Sendable {
    case allNull
    case integers(IntegerSegment)
    /// Segments whose floats follow each other in one scratch, from its start, become a column without a copy.
    case floats(Elements<Double>)
    /// Codes of the piece, and the code of the whole column that each stands for.
    case texts(IntegerSegment, columnCodes: [Int32])
  }

  /// How many rows there are.
  public let count: Int
  /// The values; what is null has some value there, too.
  public let values: Values
  /// Bit i of the words is set where row i is null; empty where no row is.
  public let nulls: [UInt64]

  /// A run of rows; `nulls` has a set bit for each null, and is empty where there is none.
  public init(count: Int, values: Values, nulls: [UInt64]) {
    precondition(nulls.isEmpty || nulls.count == Bitmap.wordCount(count), "nulls cover every row")
    (self.count, self.values, self.nulls) = (count, values, nulls)
  }

  /// The values where they are floats.
  var floats: Elements<Double>? {
    guard case .floats(let values) = values else { return nil }
    return values
  }
}
