import Kernels

/// What the values of a column came about from: columns of their own row, and other rows that had a part.
///
/// Histories are shared, a handful of words for each column, and never looked at row by row. Equal text over equal
/// columns has the same identity, so a statement that is run again, or a file that is loaded twice, gives the same
/// histories.
public final class ColumnHistory: Sendable, Equatable {
  /// What tells it from every other history.
  public let id: UInt64
  /// What the column was called when it was made.
  public let name: String
  /// The columns of its own row that it was computed from; none for a column that was read.
  public let parents: [ColumnHistory]
  /// What other rows had a part in.
  public let shapings: [Shaping]
  /// Whether it only counts rows, and so says nothing about them.
  public let isRowNumber: Bool
  /// Whether its rows come from one of the parents each, as those of tables that were put one below the other.
  public let isUnion: Bool
  /// How its values came about, for whoever tells people of it.
  public let way: Way
  let depth: Int

  /// How the values of a column came about from its parents.
  public enum Way: Sendable, Equatable {
    /// From those of the same row.
    case computed
    /// From those of the rows of a group; of these parents, only which rows had a part.
    case aggregated(deciding: Set<UInt64>)
    /// From the row of another table with the same keys, which are the parents.
    case joined
  }

  /// Longer chains are cut short, so that no script can make them deeper than a stack.
  static let deepest = 200

  /// - Parameter text: what made the column; tells histories apart.
  public init(
    _ name: String, text: String, parents: [ColumnHistory] = [], shapings: [Shaping] = [], isRowNumber: Bool = false,
    isUnion: Bool = false, way: Way = .computed
  ) {
    self.way = way
    let deepest = (parents + shapings.flatMap(\.sources)).map(\.depth).max() ?? -1
    let isCut = deepest >= Self.deepest
    (self.name, self.isRowNumber, self.isUnion) = (name, isRowNumber, isUnion)
    self.parents = isCut ? parents.roots : parents
    self.shapings = isCut ? shapings.map(\.shortened) : shapings
    depth = isCut ? 1 : deepest + 1
    let ids = parents.map(\.id) + shapings.flatMap(\.ids)
    id = ids.reduce(XXH64.hash(text)) { XXH64.hash(word: $1, seed: $0) }
  }

  /// A history that was kept, under the identity that it had.
  init(
    id: UInt64, name: String, parents: [ColumnHistory], shapings: [Shaping], isRowNumber: Bool, isUnion: Bool
  ) {
    (self.id, self.name, self.parents, self.shapings) = (id, name, parents, shapings)
    (self.isRowNumber, self.isUnion, way) = (isRowNumber, isUnion, .computed)
    depth = ((parents + shapings.flatMap(\.sources)).map(\.depth).max() ?? -1) + 1
  }

  /// Whether both are the same history.
  public static func == (a: ColumnHistory, b: ColumnHistory) -> Bool { a.id == b.id }

  /// The column itself and every column of its own row that it was computed from, directly or not, by identity.
  public var lineage: [UInt64: ColumnHistory] { [self].lineage }

  /// The identities of the column and of all that it came about from, other rows included.
  public var reach: Set<UInt64> {
    var found: Set<UInt64> = [], open = [self]
    while let next = open.popLast() {
      if found.insert(next.id).inserted { open += next.parents + next.shapings.flatMap { $0.sources + $0.keys } }
    }
    return found
  }

  /// All that other rows had a part in, of the column itself and of those that it was computed from.
  public var allShapings: [Shaping] {
    var seen = Set<[UInt64]>()
    return lineage.values.sorted { $0.id < $1.id }.flatMap(\.shapings).filter { seen.insert($0.ids).inserted }
  }
}

extension [ColumnHistory] {
  /// The columns and every column of their own row that they were computed from, by identity.
  public var lineage: [UInt64: ColumnHistory] {
    var found: [UInt64: ColumnHistory] = [:], open = self
    while let next = open.popLast() {
      if found.updateValue(next, forKey: next.id) == nil { open += next.parents }
    }
    return found
  }

  /// Those at the very beginning.
  fileprivate var roots: [ColumnHistory] {
    lineage.values.filter { $0.parents.isEmpty && $0.shapings.isEmpty }.sorted { $0.id < $1.id }
  }
}

/// What other rows had a part in: a fitted imputation or scaling, bins, a rate by group, a selection of columns.
public struct Shaping: Sendable {
  /// In which way other rows had a part.
  public enum Kind: String, Sendable, Codable {
    /// Values were computed from those of other rows.
    case values
    /// Values that were missing were made up.
    case filling
    /// The column was chosen, of several, by what the rows said.
    case selection
    /// Rows were taken away or made up, by what other rows held.
    case resampling
  }

  /// In which way other rows had a part.
  public let kind: Kind
  /// The stage, or what else made it, in one line.
  public let text: String
  /// The columns whose values in other rows had a part.
  public let sources: [ColumnHistory]
  /// The rows that had a part.
  public let rows: RowSet
  /// Where only rows with the same values of these columns had a part, those columns; else none.
  public let keys: [ColumnHistory]
  /// Whether the row's own values had no part.
  public let excludesOwnRow: Bool
  /// What to write instead, where something is known.
  public let recipe: String?

  /// How a column was shaped by other rows.
  public init(
    _ kind: Kind = .values, text: String, sources: [ColumnHistory], rows: RowSet, keys: [ColumnHistory] = [],
    excludesOwnRow: Bool = false, recipe: String? = nil
  ) {
    (self.kind, self.text, self.sources, self.rows, self.keys) = (kind, text, sources, rows, keys)
    (self.excludesOwnRow, self.recipe) = (excludesOwnRow, recipe)
  }

  /// Tells shapings apart.
  var ids: [UInt64] { [XXH64.hash(text), rows.id] + sources.map(\.id) }

  fileprivate var shortened: Shaping {
    Shaping(
      kind, text: text, sources: sources.roots, rows: rows, keys: keys.roots, excludesOwnRow: excludesOwnRow,
      recipe: recipe)
  }
}
