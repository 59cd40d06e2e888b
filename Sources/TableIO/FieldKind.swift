import Columns

/// What the fields of a column have been found to be so far. Kinds only ever widen.
enum FieldKind: Sendable, Equatable {
  /// Nothing but nulls.
  case unknown
  case bool
  case int
  /// Integers, some of which need more than 64 bits.
  case hugeInt
  case float
  case date
  case datetime
  case text

  init(_ type: ColumnType) {
    self = switch type {
    case .int: .int
    case .float: .float
    case .text: .text
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    }
  }

  /// The narrowest kind that holds the values of both.
  func joined(_ other: FieldKind) -> FieldKind {
    if self == other || other == .unknown { return self }
    if self == .unknown { return other }
    if let left = numericRank, let right = other.numericRank { return left > right ? self : other }
    if [.date, .datetime].contains(self), [.date, .datetime].contains(other) { return .datetime }
    return .text
  }

  private var numericRank: Int? { [.int, .hugeInt, .float].firstIndex(of: self) }

  /// The column type for values of this kind. A column without any value is made of floats; integers that do not fit in
  /// 64 bits keep their digits as text, because most of them are identifiers.
  var columnType: ColumnType {
    switch self {
    case .unknown, .float: .float
    case .bool: .bool
    case .int: .int
    case .date: .date
    case .datetime: .datetime
    case .hugeInt, .text: .text
    }
  }
}
