/// Histories of columns as a list that can be kept: each refers by number to those before it, which it came about from.
public struct HistoryList: Codable, Sendable {
  private struct Entry: Codable {
    let id: UInt64
    let name: String
    var parents: [Int]?
    var shapings: [KeptShaping]?
    var isRowNumber: Bool?
    var isUnion: Bool?
  }

  private struct KeptShaping: Codable {
    let kind: Shaping.Kind
    let text: String
    let sources: [Int]
    let rows: Int
    var keys: [Int]?
    var excludesOwnRow: Bool?
    var recipe: String?
  }

  private var columns: [Entry] = []
  private var rowSets: [RowSet] = []
  private var places: [UInt64: Int] = [:]

  private enum CodingKeys: String, CodingKey { case columns, rowSets }

  /// A list without histories.
  public init() {}

  /// The number of a set of rows, which is added where it is new.
  public mutating func add(_ rows: RowSet) -> Int {
    if let known = rowSets.firstIndex(of: rows) { return known }
    rowSets.append(rows)
    return rowSets.count - 1
  }

  /// The number of a history, which is added where it is new, behind those that it came about from.
  public mutating func add(_ history: ColumnHistory) -> Int {
    if let known = places[history.id] { return known }
    var entry = Entry(id: history.id, name: history.name)
    if !history.parents.isEmpty { entry.parents = history.parents.map { add($0) } }
    if !history.shapings.isEmpty { entry.shapings = history.shapings.map { add($0) } }
    if history.isRowNumber { entry.isRowNumber = true }
    if history.isUnion { entry.isUnion = true }
    columns.append(entry)
    places[history.id] = columns.count - 1
    return columns.count - 1
  }

  private mutating func add(_ shaping: Shaping) -> KeptShaping {
    var kept = KeptShaping(
      kind: shaping.kind, text: shaping.text, sources: shaping.sources.map { add($0) }, rows: add(shaping.rows))
    if !shaping.keys.isEmpty { kept.keys = shaping.keys.map { add($0) } }
    if shaping.excludesOwnRow { kept.excludesOwnRow = true }
    kept.recipe = shaping.recipe
    return kept
  }

  /// The set of rows of a number; nil where there is none.
  public func rows(_ number: Int) -> RowSet? { rowSets.indices.contains(number) ? rowSets[number] : nil }

  /// The histories, by number; nil where one refers to what does not stand before it,
  /// and where a chain of them is longer than any that is made.
  public func histories() -> [ColumnHistory]? {
    var made: [ColumnHistory] = []
    made.reserveCapacity(columns.count)
    func known(_ numbers: [Int]) -> [ColumnHistory]? {
      numbers.allSatisfy(made.indices.contains) ? numbers.map { made[$0] } : nil
    }
    for entry in columns {
      var shapings: [Shaping] = []
      for kept in entry.shapings ?? [] {
        guard let sources = known(kept.sources), let keys = known(kept.keys ?? []), let rows = rows(kept.rows) else {
          return nil
        }
        shapings.append(Shaping(
          kept.kind, text: kept.text, sources: sources, rows: rows, keys: keys,
          excludesOwnRow: kept.excludesOwnRow ?? false, recipe: kept.recipe))
      }
      guard let parents = known(entry.parents ?? []) else { return nil }
      let history = ColumnHistory(
        id: entry.id, name: entry.name, parents: parents, shapings: shapings,
        isRowNumber: entry.isRowNumber ?? false, isUnion: entry.isUnion ?? false)
      guard history.depth <= ColumnHistory.deepest + 1 else { return nil }
      made.append(history)
    }
    return made
  }
}
