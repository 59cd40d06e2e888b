/// One value of a table.
public enum Cell: Sendable, Hashable {
  case null
  case int(Int64)
  case float(Double)
  case text(String)
  case bool(Bool)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since 1970-01-01 00:00 UTC.
  case datetime(Int64)

  /// Texts are equal where their bytes are, and other values where they are alike.
  public static func == (a: Cell, b: Cell) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)), (.datetime(let x), .datetime(let y)): x == y
    case (.float(let x), .float(let y)): x == y
    case (.text(let x), .text(let y)): x.hasSameBytes(as: y)
    case (.bool(let x), .bool(let y)): x == y
    default: false
    }
  }

  /// The value that an integer stands for in a column of the given type.
  public init(integer: Int64, type: ColumnType) {
    switch type {
    case .bool: self = .bool(integer != 0)
    case .date: self = .date(integer)
    case .datetime: self = .datetime(integer)
    default: self = .int(integer)
    }
  }

  /// Whether it is the missing value.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// The value as a number; a bool is 0 or 1. Nil for null and for text.
  public var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .bool(let value): value ? 1 : 0
    case .date(let value), .datetime(let value): Double(value)
    case .null, .text: nil
    }
  }

  /// The value as a whole number of 64 bits, where it is one exactly.
  public var wholeNumber: Int64? {
    if case .float(let value) = self { return Int64(exactly: value) }
    return integer
  }

  /// The value as a double, where one holds it exactly.
  public var exactDouble: Double? {
    if case .float(let value) = self { return value }
    return integer.flatMap { Double(exactly: $0) }
  }

  /// The least whole number of 64 bits that is not below the value; nil where there is none, and for no number.
  public var leastWhole: Int64? {
    if case .float(let value) = self { return value < -0x1p63 ? .min : Int64(exactly: value.rounded(.up)) }
    return integer
  }

  /// The greatest whole number of 64 bits that is not above the value; nil where there is none, and for no number.
  public var greatestWhole: Int64? {
    if case .float(let value) = self { return value >= 0x1p63 ? .max : Int64(exactly: value.rounded(.down)) }
    return integer
  }
}
