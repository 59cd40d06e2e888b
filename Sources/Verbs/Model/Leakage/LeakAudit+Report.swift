import Diagnostics
import Language
import Syntax

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
