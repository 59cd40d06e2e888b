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

  /// The value that an integer stands for in a column of the given type.
  public init(integer: Int64, type: ColumnType) {
    switch type {
    case .bool: self = .bool(integer != 0)
    case .date: self = .date(integer)
    case .datetime: self = .datetime(integer)
    default: self = .int(integer)
    }
  }

  public var isNull: Bool { self == .null }

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
}
