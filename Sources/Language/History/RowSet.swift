import Columns
import Kernels
import Syntax

/// Which rows a table holds, as far as the statements tell it: where they were read, and what kept some of them.
///
/// It answers whether two tables may hold the same rows, so that what was learnt from one is not news in the other.
public struct RowSet: Sendable, Equatable {
  /// Rows of one origin.
  struct Part: Sendable, Equatable, Codable {
    /// The file's hash, or the stage that made the rows.
    let origin: UInt64
    var limits: [Limit] = []
    /// The rows that each of these was made of, where they are groups.
    var members: [RowSet] = []
  }

  /// A condition that all rows meet.
  indirect enum Limit: Sendable, Equatable {
    /// Whether the column has one of these values.
    case among(UInt64, Set<Cell>, Bool)
    /// The column is a number between two others, the ends included or not.
    case between(UInt64, Interval)
    /// Whether the row's key stands in another table.
    case keys(UInt64, Bool)
    /// Whether the row is one of those that a stage drew.
    case drawn(UInt64)
    /// The row does not meet all of these.
    case without([Limit])
  }

  struct Interval: Sendable, Equatable, Codable {
    var low = -Double.infinity
    var high = Double.infinity
    var isLowOpen = false
    var isHighOpen = false

    func misses(_ other: Interval) -> Bool {
      let (first, second) = low <= other.low ? (self, other) : (other, self)
      return first.high < second.low || (first.high == second.low && (first.isHighOpen || second.isLowOpen))
    }

    func holds(_ value: Double) -> Bool {
      (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high)
    }
  }

  private(set) var parts: [Part]

  init(parts: [Part]) { self.parts = parts }

  /// The rows of a file, or those that a stage makes.
  public init(origin: String) { parts = [Part(origin: XXH64.hash(origin))] }

  /// No rows that anything is known of.
  public static let unknown = RowSet(parts: [])

  /// Tells sets apart.
  public var id: UInt64 {
    parts.reduce(0) { id, part in
      let members = part.members.reduce(XXH64.hash(word: part.origin, seed: id)) { XXH64.hash(word: $1.id, seed: $0) }
      return part.limits.reduce(members) { XXH64.hash($1.text, seed: $0) }
    }
  }

  /// More than this is forgotten: then more rows may be shared, never fewer.
  private static let most = 32

  /// One row for each group of these.
  public func grouped(_ text: String) -> RowSet {
    let members = depth < Self.most ? self : RowSet(parts: Array(roots.prefix(Self.most)))
    return RowSet(parts: [Part(origin: XXH64.hash(text, seed: id), members: [members])])
  }

  /// How often rows were grouped.
  private var depth: Int { (parts.flatMap(\.members).map(\.depth).max() ?? -1) + 1 }
  /// The rows that were read.
  private var roots: [Part] {
    parts.flatMap { $0.members.isEmpty ? [Part(origin: $0.origin)] : $0.members.flatMap(\.roots) }
  }

  /// The rows of both, one below the other.
  public func appending(_ other: RowSet) -> RowSet {
    let known = parts + other.parts.filter { !parts.contains($0) }
    if known.count <= Self.most { return RowSet(parts: known) }
    let origins = known.map(\.origin) + RowSet(parts: known).roots.map(\.origin)
    return RowSet(parts: Set(origins).sorted().map { Part(origin: $0) })
  }

  /// Those rows that a stage drew.
  public func drawn(by text: String) -> RowSet { limited([.drawn(XXH64.hash(text, seed: id))]) }

  /// Those rows whose key stands in another table, or does not.
  /// - Parameter isOwnKey: whether both tables have the same key, so that rows which they share have gone as well.
  func limited(toKeysOf others: RowSet, _ keys: [ColumnHistory], isIn: Bool, isOwnKey: Bool) -> RowSet {
    var out = limited([.keys(keys.reduce(others.id) { XXH64.hash(word: $1.id, seed: $0) }, isIn)])
    guard isOwnKey, !isIn else { return out }
    for index in out.parts.indices {
      let own = out.parts[index]
      out.parts[index].limits += others.parts.filter { $0.origin == own.origin }.map { .without($0.limits) }
    }
    return out
  }

  func limited(_ limits: [Limit]) -> RowSet {
    var out = self
    for index in parts.indices where parts[index].limits.count < Self.most { out.parts[index].limits += limits }
    return out
  }

  /// Whether each of the rows may be a group of some rows of the other set.
  public func isMade(of other: RowSet) -> Bool {
    parts.contains { part in part.members.contains { $0.mayShareRows(with: other) || $0.isMade(of: other) } }
  }

  /// Whether some row may stand in both, directly or as a member of a group.
  public func mayShareRows(with other: RowSet) -> Bool {
    let isDirect = parts.contains { a in other.parts.contains(where: a.mayShareRows) }
    return isDirect || isMade(of: other) || other.isMade(of: self)
  }
}

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
