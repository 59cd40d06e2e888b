import Diagnostics
import Language
import Syntax

extension Statement {
  /// Whether it names the server that experiments below it are told of.
  func setsTracking(_ catalog: Catalog) -> Bool { verbs(catalog).contains { $0.setsTracking } }
  /// Whether it needs such a server.
  func needsTracking(_ catalog: Catalog) -> Bool { verbs(catalog).contains { $0.needsTracking } }

  /// Whether a model is fitted or judged by it, and not only loaded or named.
  func makesExperiment(_ catalog: Catalog, _ definitions: [String: Definition]) -> Bool {
    guard case .pipeline(_, let pipeline) = kind else { return false }
    // A verb of the user's own does what it is made of; each is looked into once.
    var open = pipeline.stages, seen: Set<String> = []
    while let stage = open.popLast() {
      if catalog[stage.verb.text]?.isExperiment ?? false { return true }
      if seen.insert(stage.verb.text).inserted { open += definitions[stage.verb.text]?.stages ?? [] }
    }
    return false
  }

  private func verbs(_ catalog: Catalog) -> [any Verb.Type] {
    guard case .pipeline(_, let pipeline) = kind else { return [] }
    return pipeline.stages.compactMap { catalog[$0.verb.text] }
  }
}

extension Session {
  /// Whether a script names a server that is to be told of its experiments.
  public static func tracks(_ text: String, _ catalog: Catalog) -> Bool {
    let (script, _) = Parser.parse(
      text, source: SourceID(rawValue: 0), compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    return script.statements.contains { $0.setsTracking(catalog) }
  }
}
