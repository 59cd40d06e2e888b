import Diagnostics
import Language

/// What the statements before a training tell of its features: which of them know the target of rows that are held out.
struct LeakAudit {
  /// A column that knows too much, and why.
  struct Leak {
    let column: String
    let reason: String
    /// What to write instead.
    let recipe: String?
    /// Whether it was copied within the row, so that no recipe helps.
    let isCopy: Bool
  }

  let targetName: String
  /// Why columns tell the target of rows that are held out.
  private(set) var leaks: [Leak] = []
  /// For each statement that learnt from other rows, the columns that it shaped.
  private(set) var shaped: [(shaping: Shaping, columns: [String])] = []
  /// The features from which, with others, the target was computed.
  private(set) var sources: [String] = []
  /// How the target's own gaps were filled.
  let filling: Shaping?

  /// - Parameters:
  ///   - features: names of columns of the table.
  ///   - keys: what keeps rows together.
  ///   - rankers: what models that a recipe goes by were fitted on.
  ///   - origins: what is known of the table's columns, and of its rows.
  init(
    target: String, features: [String], keys: [String], rankers: [TrainingRecord] = [],
    origins: [String: ColumnOrigin], rows: RowSet
  ) {
    targetName = target
    guard let own = origins[target]?.history else {
      filling = nil
      return
    }
    let family = TargetFamily(own)
    filling = family.filling
    let known = features.compactMap { name in origins[name].map { (name: name, history: $0.history) } }
    let keyIDs = Set(keys.compactMap { origins[$0]?.history.id })
    for (name, history) in known { look(at: history, name, family, keyIDs, rows) }
    let (found, decide) = family.sources(among: known.map(\.history))
    let nameOf = Dictionary(known.map { ($0.history.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let names = found.compactMap { nameOf[$0.id] }
    if decide, leaks.isEmpty {
      let others = names.count == 1 ? "" : " with \(Prose.names(Array(names.dropFirst())))"
      leaks += names.prefix(1).map {
        Leak(column: $0, reason: "is what the target was computed from\(others)", recipe: nil, isCopy: true)
      }
    } else {
      sources = names
    }
    for ranker in rankers where ranker.rows.mayShareRows(with: rows) && family.hadPart(in: ranker.shaping().sources) {
      leaks.append(Leak(
        column: ranker.text, reason: "ranks by rows that are held out", recipe: nil, isCopy: false))
    }
  }

  private mutating func look(
    at history: ColumnHistory, _ name: String, _ family: TargetFamily, _ keys: Set<UInt64>, _ rows: RowSet
  ) {
    if let reason = family.reason(history) {
      leaks.append(Leak(column: name, reason: reason, recipe: nil, isCopy: true))
      return
    }
    for shaping in history.allShapings where !shaping.sources.isEmpty && shaping.rows.mayShareRows(with: rows) {
      // Rows that share these columns are never parted.
      let isWithinFold = !keys.isEmpty && keys.isSubset(of: Set(shaping.keys.map(\.id)))
      if family.hadPart(in: shaping.sources), !(isWithinFold && shaping.excludesOwnRow) {
        leaks.append(Leak(
          column: name, reason: "was shaped by the target: `\(shaping.text)`", recipe: shaping.recipe, isCopy: false))
        return
      }
      if isWithinFold { continue }
      if let index = shaped.firstIndex(where: { $0.shaping.text == shaping.text }) {
        if shaped[index].columns.last != name { shaped[index].columns.append(name) }
      } else {
        shaped.append((shaping, [name]))
      }
    }
  }
}
