import Columns
import Patterns
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
public struct ColumnDemand: Sendable, Equatable {
  /// One thing that columns are asked for by; a quoted name is never a glob.
  private enum Entry: Hashable {
    case name(String), glob(String), regex(String)

    func includes(_ column: String) -> Bool {
      switch self {
      case .name(let name): name == column
      case .glob(let glob): Glob.matches(glob, column)
      case .regex(let source): (try? Pattern(source)).map { $0.occurs(in: column) } ?? true
      }
    }

    /// `AGE`, `@AMT_*`, `@/^AMT/`
    var text: String {
      switch self {
      case .name(let name): name
      case .glob(let glob): "@\(glob)"
      case .regex(let source): "@/\(source)/"
      }
    }

    /// Text in quotes, so that no two entries look alike.
    var description: String {
      switch self {
      case .name(let name): name.debugDescription
      case .glob(let glob): "glob \(glob.debugDescription)"
      case .regex(let source): "regex \(source.debugDescription)"
      }
    }
  }

  private var entries: Set<Entry> = []
  /// Names that stand in it only because a text may name a column.
  private var texts: Set<String> = []
  /// The stage at which all other columns end.
  let end: Int

  /// Nil where any column may matter: there is no stage at which the others end, or one before it may look at all, or
  /// a name depends on a value that the scope does not have.
  /// - Parameter stages: a pipeline's, with the user's own verbs written out.
  init?(of stages: [Stage], in catalog: Catalog, _ scope: Scope) {
    let end = stages.indices.dropFirst().first { catalog[stages[$0].verb.text]?.signature.columnUse == .ends }
    guard let end else { return nil }
    self.end = end
    for stage in stages[...end] {
      let use = catalog[stage.verb.text]?.signature
      guard let use, use.isSource || use.columnUse != .any, add(stage, scope) else { return nil }
    }
  }

  /// Whether the same columns are asked for.
  public static func == (a: ColumnDemand, b: ColumnDemand) -> Bool { a.entries == b.entries }

  /// Whether a column of the file is asked for.
  public func includes(_ name: String) -> Bool {
    entries.contains(.name(name)) || entries.contains { $0.includes(name) }
  }

  /// What is asked for, as one would write it; without texts that are most likely values.
  public var text: String {
    let named = entries.filter { entry in !texts.contains { entry == .name($0) } }
    return named.map(\.text).sorted().joined(separator: ", ")
  }

  /// A text that tells demands apart.
  public var description: String { entries.map(\.description).sorted().joined(separator: ", ") }

  /// Adds what a stage mentions; false where that can be any column.
  private mutating func add(_ stage: Stage, _ scope: Scope) -> Bool {
    for key in stage.on?.keys ?? [] { entries.insert(.name(key.left.text)) }
    return (stage.arguments + (stage.by ?? [])).allSatisfy { add($0, scope) }
      && stage.options.allSatisfy { add($0.value, scope) }
  }

  private mutating func add(_ item: Item, _ scope: Scope) -> Bool {
    if let name = item.name { entries.insert(.name(name.text)) }
    let parts = [item.value, item.condition].compactMap { $0 }
    guard let loop = item.loop else { return parts.allSatisfy { add($0, scope) } }
    // A text may be made of the loop's variable.
    guard add(loop.list, scope), let passes = try? scope.cells(of: loop.list) else { return false }
    return passes.allSatisfy { cell in
      let inner = scope.binding(loop.variable.text, to: cell)
      return parts.allSatisfy { add($0, inner) }
    }
  }

  private mutating func add(_ expression: Expression, _ scope: Scope) -> Bool {
    switch expression.kind {
    case .name(let name):
      entries.insert(.name(name.text))
      texts.remove(name.text)
    // Wherever a column can be named, a text can name it.
    case .string(let pieces):
      guard let text = try? scope.text(of: pieces) else { return false }
      for case .column(let name) in pieces {
        entries.insert(.name(name.text))
        texts.remove(name.text)
      }
      if entries.insert(.name(text)).inserted { texts.insert(text) }
    case .selector(let selector): return add(selector)
    default: break
    }
    return expression.children.allSatisfy { add($0, scope) }
  }

  private mutating func add(_ selector: Selector) -> Bool {
    switch selector.kind {
    case .pattern(let name):
      // A type is known only of a column that was read.
      if SelectorResolver.isTypeWord(name) { return false }
      entries.insert(SelectorResolver.isGlob(name) ? .glob(name.text) : .name(name.text))
    case .regex(let source): entries.insert(.regex(source))
    case .predicate: return false
    case .set(let terms): return terms.allSatisfy { add($0.1) }
    }
    return true
  }
}
