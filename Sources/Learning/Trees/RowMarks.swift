import Columns

/// What rows weigh, all and those of class 1, and how many they are: all that the value of a split comes from.
protocol RowSum: BitwiseCopyable, Sendable {
  static var zero: Self { get }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  var rows: Int { get }
  var weight: Double { get }
  var positive: Double { get }
}

/// What each row adds, found by 32 bits that travel with it.
protocol RowMarks: Sendable {
  associatedtype Sum: RowSum
  func sum(_ mark: UInt32) -> Sum
}

/// Rows that weigh whole numbers: each sum is exact, and three of them fit one word.
struct CountedRows: RowMarks {
  struct Sum: RowSum {
    var bits: UInt64
    static let zero = Sum(bits: 0)
    @inline(__always) static func + (a: Sum, b: Sum) -> Sum { Sum(bits: a.bits &+ b.bits) }
    @inline(__always) static func - (a: Sum, b: Sum) -> Sum { Sum(bits: a.bits &- b.bits) }
    @inline(__always) var rows: Int { Int(truncatingIfNeeded: bits >> 42) }
    @inline(__always) var weight: Double { Double(Int64(truncatingIfNeeded: bits >> 21 & CountedRows.most)) }
    @inline(__always) var positive: Double { Double(Int64(truncatingIfNeeded: bits & CountedRows.most)) }
  }

  /// The greatest sum of weights.
  static let most: UInt64 = 1 << 21 - 1

  /// The weight with the class below it.
  static func mark(weight: Int, isPositive: Bool) -> UInt32 { UInt32(weight) << 1 | (isPositive ? 1 : 0) }

  @inline(__always) func sum(_ mark: UInt32) -> Sum {
    let weight = UInt64(mark >> 1)
    return Sum(bits: 1 << 42 | weight << 21 | (mark & 1 == 1 ? weight : 0))
  }
}

/// Rows that weigh any numbers; a mark is the number of its row.
struct WeighedRows: RowMarks {
  struct Sum: RowSum {
    var numbers: SIMD4<Double>
    static let zero = Sum(numbers: .zero)
    @inline(__always) static func + (a: Sum, b: Sum) -> Sum { Sum(numbers: a.numbers + b.numbers) }
    @inline(__always) static func - (a: Sum, b: Sum) -> Sum { Sum(numbers: a.numbers - b.numbers) }
    @inline(__always) var rows: Int { Int(numbers[2]) }
    @inline(__always) var weight: Double { numbers[0] }
    @inline(__always) var positive: Double { numbers[1] }
  }

  /// The weight of each row, and the same where it is of class 1.
  let weights: Buffer<Double>
  let positives: Buffer<Double>

  @inline(__always) func sum(_ mark: UInt32) -> Sum {
    Sum(numbers: SIMD4(weights.view[Int(mark)], positives.view[Int(mark)], 1, 0))
  }
}
