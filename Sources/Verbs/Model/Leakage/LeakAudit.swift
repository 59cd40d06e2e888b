import Diagnostics
import Language
import Syntax

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

/// The columns that tell a target, by how they were made: from it, or it from them.
struct TargetFamily {
  let target: ColumnHistory
  /// The columns that the target was computed from, directly or not, itself included.
  private let lineage: [UInt64: ColumnHistory]
  /// Columns of which each alone decides the target.
  private let deciding: Set<UInt64>
  /// Those among them that were read from somewhere: what else is computed from one tells the target as well.
  private let real: Set<UInt64>

  init(_ target: ColumnHistory) {
    self.target = target
    lineage = target.lineage
    let numbers = Set(lineage.values.filter(\.isRowNumber).map(\.id))
    deciding = Set(lineage.keys.filter { !numbers.contains($0) && Self.is(target, decidedBy: [$0]) })
    let lineage = lineage
    real = deciding.filter { id in lineage[id].map { !Self.is($0, decidedBy: numbers) } ?? false }
  }

  /// Whether the values of a column follow from those of others in the same row.
  private static func `is`(_ column: ColumnHistory, decidedBy known: Set<UInt64>) -> Bool {
    var answers: [UInt64: Bool] = [:]
    func isDecided(_ column: ColumnHistory) -> Bool {
      if known.contains(column.id) { return true }
      if let answer = answers[column.id] { return answer }
      let isComputed = column.shapings.isEmpty && !column.parents.isEmpty
      let answer = isComputed
        && (column.isUnion ? column.parents.contains(where: isDecided) : column.parents.allSatisfy(isDecided))
      answers[column.id] = answer
      return answer
    }
    return isDecided(column)
  }

  /// Why a column tells the target; nil where it does not, as far as statements show.
  func reason(_ column: ColumnHistory) -> String? {
    if column == target { return "is the target under another name" }
    let own = column.lineage
    if own[target.id] != nil { return "was computed from the target" }
    guard let common = real.subtracting([target.id]).first(where: { own[$0] != nil }), let source = lineage[common]
    else {
      return nil
    }
    return source == column ? "is what the target was computed from"
      : "was computed from `\(source.name)`, as the target was"
  }

  /// Those of some columns that the target was computed from, and whether they decide it together.
  func sources(among columns: [ColumnHistory]) -> (found: [ColumnHistory], decide: Bool) {
    let found = columns.filter { lineage[$0.id] != nil && !$0.isRowNumber && $0 != target }
    return (found, !found.isEmpty && Self.is(target, decidedBy: Set(found.map(\.id))))
  }

  /// Whether the target of other rows had a part in what was learnt from some columns.
  func hadPart(in sources: [ColumnHistory]) -> Bool {
    if sources.contains(where: { deciding.contains($0.id) }) { return true }
    var seen = Set<UInt64>(), open = sources
    while !open.isEmpty {
      let own = open.lineage.filter { seen.insert($0.key).inserted }
      if own[target.id] != nil || own.keys.contains(where: real.contains) { return true }
      open = own.values.flatMap { $0.shapings.flatMap(\.sources) }
    }
    return false
  }

  /// How gaps of the target itself were filled, where they were.
  var filling: Shaping? { target.allShapings.first { $0.kind == .filling } }
}

extension LeakAudit {
  /// How many statements are named, each in a note of its own.
  private static let mostNotes = 4

  /// Refuses features that know the target of rows that are held out.
  ///
  /// - Parameters:
  ///   - copiesOnly: whether no rows are held out, so that only columns made from the target in their row count.
  ///   - isAllowed: whether `leak: allow` was written.
  ///   - place: the verb.
  ///   - recipe: the name of the recipe that the verb takes already.
  /// - Returns: the leaks that were allowed, each in a line.
  func refuse(
    copiesOnly: Bool = false, isAllowed: Bool, at place: Span, recipe: String? = nil, _ context: RunContext
  ) throws -> [String] {
    try refuseFilledTarget(at: place)
    let found = copiesOnly ? leaks.filter(\.isCopy) : leaks
    guard let first = found.first else { return [] }
    let alike = found.filter { $0.reason == first.reason }.map(\.column), others = found.count - alike.count
    if isAllowed {
      let lines = Self.lines(found)
      for line in lines { context.note("leak allowed: \(line)") }
      return lines
    }
    let rest = alike.dropFirst().map { "`\($0)`" }
    var notes = rest.isEmpty ? [] : ["so \(rest.count == 1 ? "does" : "do") \(Prose.list(rest))"]
    if others > 0 {
      notes.append("\(Prose.count(others, "other feature")) \(others == 1 ? "knows" : "know") it as well")
    }
    notes.append("`leak: allow` overrides this, and is printed with every metric")
    throw Diagnostic(
      code: ModelCodes.leak, "`\(first.column)` tells the target `\(targetName)`: it \(first.reason)",
      at: Label(place, first.isCopy ? "would learn the answer itself" : "holds out rows that had a part in it"),
      notes: notes, help: help(first, recipe))
  }

  private func help(_ leak: Leak, _ recipe: String?) -> String {
    if let stage = leak.recipe {
      return recipe.map { "fit it on the training rows of each fold, in the recipe `\($0)`: `… | \(stage)`" }
        ?? "fit it on the training rows of each fold: `prep = recipe | \(stage)`, and add `prep: prep`"
    }
    if leak.reason.hasPrefix("ranks") {
      return "rank inside the recipe, by the target of the training rows: `by: target`"
    }
    return "take it away before: `| drop \(leak.column.asColumn)`"
  }

  /// Rows without an outcome have none, whatever fills their gap.
  private func refuseFilledTarget(at place: Span) throws {
    guard let filling else { return }
    throw Diagnostic(
      code: ModelCodes.target,
      "rows without an outcome were given one: `\(filling.text)` filled the target `\(targetName)`",
      at: Label(place, "would learn what was made up"),
      help: "take such rows away before it is filled: `| where \(targetName.asColumn) is not null`; once it is "
        + "declared, `| roles target: \(targetName.asColumn)`, selectors leave the target alone")
  }

  private static func lines(_ leaks: [Leak]) -> [String] {
    var reasons: [(text: String, columns: [String])] = []
    for leak in leaks {
      if let index = reasons.firstIndex(where: { $0.text == leak.reason }) {
        reasons[index].columns.append(leak.column)
      } else {
        reasons.append((leak.reason, [leak.column]))
      }
    }
    return reasons.map { "\(Prose.some($0.columns)): \($0.text)" }
  }

  /// Says which features other rows had a part in, by the statements that let them.
  func report(recipe: String?, _ context: RunContext) {
    for (shaping, columns) in shaped.prefix(Self.mostNotes) {
      let instead = shaping.recipe.map { stage in
        recipe.map { "; the recipe `\($0)` learns from the training rows of each fold alone: `… | \(stage)`" }
          ?? "; a recipe learns from the training rows of each fold alone: `prep = recipe | \(stage)`, and `prep: prep`"
      }
      context.note(
        "\(Prose.some(columns)): shaped by rows that are held out, by `\(shaping.text)`\(instead ?? "")")
    }
    if shaped.count > Self.mostNotes {
      let rest = Set(shaped.dropFirst(Self.mostNotes).flatMap(\.columns)).count
      context.note("\(Prose.count(rest, "feature")) more shaped by rows that are held out, by other statements")
    }
    if !sources.isEmpty {
      context.note(
        "the target `\(targetName)` was computed from \(Prose.some(sources)), which "
          + "\(sources.count == 1 ? "is" : "are") "
          + "among the features")
    }
  }
}

extension Prose {
  /// Up to five names, and how many there are.
  static func some(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown), … (\(names.count) columns)" : shown
  }
}

extension String {
  /// The name as it is written in a script, in backticks where it needs them.
  var asColumn: String {
    let nowhere = Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)
    return Expression(.name(Name(self, nowhere)), nowhere).sourceText
  }
}
