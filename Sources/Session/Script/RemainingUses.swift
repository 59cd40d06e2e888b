import Language
import Syntax

/// What a script that is known as a whole still needs behind each of its statements, so that all else can be let go.
struct RemainingUses {
  /// For each statement the names that may be read behind it.
  private var names: [Set<String>] = []
  /// For each statement the later ones in which its source stands too.
  private var sharers: [[Statement]] = []

  init(_ statements: [Statement], catalog: Catalog) {
    let mentions = statements.map { NameUses.names(in: $0, catalog: catalog, definitions: [:]) }
    let sources = statements.map { RemainingUses.sources(of: $0, catalog) }
    // What a verb of the user's own reads may be read wherever the verb stands.
    let definitions = statements.indices.filter {
      if case .definition = statements[$0].kind { true } else { false }
    }
    var later = definitions.reduce(into: Set<String>()) { $0.formUnion(mentions[$1]) }
    for index in statements.indices.reversed() {
      names.append(later)
      later.formUnion(mentions[index])
    }
    names.reverse()
    sharers = statements.indices.map { index in
      if sources[index].isEmpty { return [] }
      let others = statements.indices.filter { $0 > index || definitions.contains($0) }
      return others.filter { $0 != index && !sources[$0].isDisjoint(with: sources[index]) }.map { statements[$0] }
    }
  }

  /// Whether a name may be read by a statement behind one.
  func mayRead(_ name: String, behind statement: Int) -> Bool { names[statement].contains(name) }

  /// Whether what a statement loads is loaded again behind it: the same source, and of it the same columns.
  func loadsAgain(_ statement: Statement, at index: Int, _ interpreter: Interpreter) -> Bool {
    guard case .pipeline(_, let pipeline) = statement.kind else { return !sharers[index].isEmpty }
    let runner = interpreter.runner, scope = interpreter.scope
    let demand = runner.demand(of: pipeline, in: scope)
    return sharers[index].contains { other in
      // What a verb of the user's own goes on with is not known here.
      guard case .pipeline(_, let later) = other.kind else { return true }
      return runner.demand(of: later, in: scope) == demand
    }
  }

  /// The stages of a statement that bring in a value, as text.
  private static func sources(of statement: Statement, _ catalog: Catalog) -> Set<String> {
    let stages: [Stage] = switch statement.kind {
    case .pipeline(_, let pipeline): pipeline.stages
    case .definition(let definition): definition.stages
    default: []
    }
    let sources = stages.filter { catalog[$0.verb.text]?.signature.isSource ?? false }
    return Set(sources.map { stage in
      let pipeline = Pipeline(stages: [stage], span: stage.verb.span)
      return Statement(.pipeline(binding: nil, pipeline), span: stage.verb.span).canonicalText
    })
  }
}
