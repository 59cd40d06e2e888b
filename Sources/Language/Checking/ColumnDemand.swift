import Columns
import Syntax

/// What a verb does about the columns that it does not mention.
public enum ColumnUse: Sendable {
  /// It may look at any column.
  case any
  /// It hands them on as they are.
  case handsOn
  /// They end here: what comes out is made of mentioned columns alone.
  case ends
}

/// The columns of a file that a pipeline can ask for, told from its text alone, so that no other is ever parsed.
public struct ColumnDemand: Sendable {
  private var names: Set<String> = []
  private var globs: [String] = []
  private var patterns: [String] = []
  /// The stage at which all other columns end.
  let end: Int

  /// Nil where any column may matter: there is no stage at which the others end, or one before it may look at all.
  init?(of stages: [Stage], in catalog: Catalog) {
    let end = stages.indices.dropFirst().first { catalog[stages[$0].verb.text]?.signature.columnUse == .ends }
    guard let end else { return nil }
    self.end = end
    for stage in stages[...end] {
      let use = catalog[stage.verb.text]?.signature
      guard let use, use.isSource || use.columnUse != .any, add(stage) else { return nil }
    }
  }

  /// Whether a column of the file is asked for.
  public func includes(_ name: String) -> Bool {
    names.contains(name) || globs.contains { Glob.matches($0, name) }
      || patterns.contains { source in (try? Regex(source)).map { name.firstMatch(of: $0) != nil } ?? true }
  }

  /// A text that tells demands apart.
  public var description: String { (names.sorted() + globs + patterns.map { "/\($0)/" }).joined(separator: " ") }

  /// Adds what a stage mentions; false where that can be any column.
  private mutating func add(_ stage: Stage) -> Bool {
    for item in stage.arguments + (stage.by ?? []) {
      if let name = item.name { names.insert(name.text) }
      for expression in [item.value, item.condition, item.loop?.list] {
        if let expression, !add(expression) { return false }
      }
    }
    for key in stage.on?.keys ?? [] { names.insert(key.left.text) }
    return stage.options.allSatisfy { add($0.value) }
  }

  private mutating func add(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name): names.insert(name.text)
    case .selector(let selector): return add(selector)
    default: break
    }
    return expression.children.allSatisfy { add($0) }
  }

  private mutating func add(_ selector: Selector) -> Bool {
    switch selector.kind {
    case .pattern(let name):
      // A type is known only of a column that was read.
      if SelectorResolver.isTypeWord(name) { return false }
      if SelectorResolver.isGlob(name) { globs.append(name.text) } else { names.insert(name.text) }
    case .regex(let source): patterns.append(source)
    case .predicate: return false
    case .set(let terms): return terms.allSatisfy { add($0.1) }
    }
    return true
  }
}
