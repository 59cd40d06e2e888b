import Columns
import Syntax

extension RowSet.Part {
  func mayShareRows(with other: RowSet.Part) -> Bool {
    origin == other.origin && !limits.contains { limit in other.limits.contains(where: limit.excludes) }
      && !isWithout(other) && !other.isWithout(self)
  }

  /// Whether all rows of the other part were taken away here.
  private func isWithout(_ other: RowSet.Part) -> Bool {
    limits.contains { limit in
      if case .without(let gone) = limit { gone.allSatisfy(other.limits.contains) } else { false }
    }
  }
}

extension RowSet.Limit {
  /// The same for equal conditions.
  var text: String {
    switch self {
    case .keys(let table, let isIn): "\(table) \(isIn)"
    case .drawn(let stage): "drawn \(stage)"
    case .without(let limits): "without \(limits.map(\.text))"
    case .between(let column, let interval): "\(column) \(interval)"
    case .among(let column, let cells, let isIn): "\(column) \(isIn) \(cells.map(CellFormat.literal).sorted())"
    }
  }

  /// Whether no row can meet both conditions.
  func excludes(_ other: RowSet.Limit) -> Bool {
    switch (self, other) {
    case (.keys(let a, let isIn), .keys(let b, let isOtherIn)): a == b && isIn != isOtherIn
    case (.between(let a, let interval), .between(let b, let otherInterval)): a == b && interval.misses(otherInterval)
    case (.among(let a, let cells, let isIn), .among(let b, let others, let isOtherIn)):
      a == b
        && (isIn && isOtherIn ? cells.isDisjoint(with: others)
          : isIn ? cells.isSubset(of: others) : isOtherIn && others.isSubset(of: cells))
    case (.among(let a, let cells, true), .between(let b, let interval)),
      (.between(let b, let interval), .among(let a, let cells, true)):
      a == b && cells.allSatisfy { cell in cell.exactDouble.map { !interval.holds($0) } ?? false }
    default: false
    }
  }
}

extension RowSet {
  /// The rows that meet a condition, with as much of it as can be compared with other conditions.
  /// - Parameter histories: those of the columns, by position.
  func filtered(by condition: TypedExpression, _ histories: [ColumnHistory?]) -> RowSet {
    limited(Self.limits(of: condition, histories))
  }

  private static func limits(of condition: TypedExpression, _ histories: [ColumnHistory?]) -> [Limit] {
    func id(_ expression: TypedExpression) -> UInt64? {
      guard case .column(let position) = expression.node, histories.indices.contains(position) else { return nil }
      return histories[position]?.id
    }
    switch condition.node {
    case .binary(.and, let a, let b): return limits(of: a, histories) + limits(of: b, histories)
    case .column: return id(condition).map { among($0, [.bool(true)], true) } ?? []
    case .unary(.not, let inner): return id(inner).map { among($0, [.bool(false)], true) } ?? []
    case .membership(let value, let cells): return id(value).map { among($0, cells, true) } ?? []
    case .binary(let comparison, let a, let b):
      if let column = id(a), case .constant(let cell) = b.node { return limits(column, comparison, cell) }
      if let column = id(b), case .constant(let cell) = a.node { return limits(column, comparison.mirrored, cell) }
      return []
    default: return []
    }
  }

  private static func limits(_ column: UInt64, _ comparison: BinaryOperator, _ cell: Cell) -> [Limit] {
    switch (comparison, cell.exactDouble) {
    case (.equal, _): return among(column, [cell], true)
    case (.notEqual, _): return among(column, [cell], false)
    case (.less, let high?): return [.between(column, Interval(high: high, isHighOpen: true))]
    case (.lessOrEqual, let high?): return [.between(column, Interval(high: high))]
    case (.greater, let low?): return [.between(column, Interval(low: low, isLowOpen: true))]
    case (.greaterOrEqual, let low?): return [.between(column, Interval(low: low))]
    default: return []
    }
  }

  private static func among(_ column: UInt64, _ cells: [Cell], _ isIn: Bool) -> [Limit] {
    let comparable = cells.compactMap(\.comparable)
    return comparable.count == cells.count ? [.among(column, Set(comparable), isIn)] : []
  }
}

extension Cell {
  /// Equal for equal numbers, whole or not; nil where no float is the number exactly, as two of them might then seem to
  /// part rows that they do not.
  fileprivate var comparable: Cell? {
    switch self {
    case .null, .text: self
    default: exactDouble.map(Cell.float)
    }
  }
}

extension BinaryOperator {
  /// The comparison with its sides exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}
