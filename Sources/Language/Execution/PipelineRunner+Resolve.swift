import Columns
import Diagnostics
import Syntax

extension PipelineRunner {
  /// The verb of a stage, or a diagnostic that says what is near.
  func resolve(_ stage: Stage, isAtStart: Bool, _ scope: Scope) throws -> any Verb.Type {
    let name = stage.verb
    guard let verb = catalog[name.text] else { throw unknown(name, isAtStart: isAtStart, scope) }
    if isAtStart, !verb.signature.isSource {
      throw Diagnostic(
        code: .misplacedVerb,
        "`\(name.text)` needs \(verb.signature.inputs.first?.name.withArticle ?? "an input") before it",
        at: Label(name.span, "starts the pipeline"), help: "write what it works on first: `TABLE | \(name.text) …`")
    }
    if !isAtStart, verb.signature.isSource {
      throw Diagnostic(
        code: .misplacedVerb, "`\(name.text)` starts a pipeline", at: Label(name.span, "cannot follow a stage"),
        help: "give it a statement of its own: `NAME = \(name.text) …`")
    }
    return verb
  }

  private func unknown(_ name: Name, isAtStart: Bool, _ scope: Scope) -> Diagnostic {
    let verbs = catalog.names + Array(scope.definitions.keys)
    let candidates =
      isAtStart ? scope.resultNames + catalog.verbs.filter { $0.signature.isSource }.map { $0.name } : verbs
    let near = Suggestions.nearest(to: name.text, in: candidates)
    let synonym = catalog.verbs.first { $0.signature.synonyms.contains(name.text.lowercased()) }?.name
    return Diagnostic(
      code: isAtStart ? .unknownName : .unknownVerb,
      isAtStart ? "nothing is called `\(name.text)`" : "there is no verb `\(name.text)`",
      at: Label(name.span, isAtStart ? "neither a result nor a verb that starts a pipeline" : "not a verb"),
      help: synonym.map { "Carnet calls this `\($0)`" }
        ?? (near.isEmpty ? nil : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"),
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }

  func wrongInput(_ signature: Signature, _ stage: Stage, _ shape: Shape) -> Diagnostic {
    let kinds = signature.inputs.map { $0.name.withArticle }
    let wanted = (kinds.count > 2 ? [kinds.dropLast().joined(separator: ", ")] + kinds.suffix(1) : kinds)
      .joined(separator: " or ")
    return Diagnostic(
      code: .misplacedVerb, "`\(signature.name)` takes \(wanted), not \(shape.kind.name.withArticle)",
      at: Label(stage.verb.span, "its input is \(shape.kind.name.withArticle)"), help: bridge(signature, shape.kind))
  }

  /// How one comes from a value of some kind to what a verb takes.
  private func bridge(_ signature: Signature, _ kind: ValueKind) -> String? {
    let between = catalog.verbs.map { $0.signature }.filter { candidate in
      candidate.inputs.contains(kind) && signature.inputs.contains(candidate.output)
        && !candidate.inputs.contains(candidate.output)
    }
    // What has to be told nothing is the shortest way, and what is made for this kind first of all the plainest.
    let plain = between.first { verb in
      verb.inputs.first == kind && !(verb.positional + verb.options).contains(where: \.isRequired)
    }
    let needed = plain ?? between.first { $0.inputs == [kind] } ?? between.first
    if let needed {
      let output = needed.output.name.withArticle
      return "`\(needed.name)` makes \(output) of it: `| \(needed.name) … | \(signature.name) …`"
    }
    if signature.inputs.contains(.table) { return "start from a table: `TABLE | \(signature.name) …`" }
    let source = catalog.verbs.first { verb in
      verb.signature.inputs.contains(.table) && signature.inputs.contains(verb.signature.output)
    }
    return source.map { "start from a table: `TABLE | \($0.name) … | \(signature.name) …`" }
  }

  /// Replaces stages that are verbs of the user's own by what they are made of.
  func expandDefinitions(_ stages: [Stage], _ scope: Scope) throws -> [Stage] {
    guard stages.contains(where: { scope.definitions[$0.verb.text] != nil }) else { return stages }
    var out: [Stage] = []
    for stage in stages { try expand(stage, scope, inside: [], into: &out) }
    return out
  }

  /// - Parameter outer: the definitions that the stage stands in, from outside.
  private func expand(_ stage: Stage, _ scope: Scope, inside outer: [String], into out: inout [Stage]) throws {
    let name = stage.verb
    guard let definition = scope.definitions[name.text] else {
      out.append(stage)
      return
    }
    guard outer.count < WrittenOut.greatestNesting else {
      throw WrittenOut.tooLarge(
        "definitions stand in each other more than \(WrittenOut.greatestNesting) deep here", at: name.span,
        help: "write out in one `define` what several do")
    }
    guard !outer.contains(name.text) else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(name.text)` is defined by itself", at: Label(name.span, "never comes to an end"),
        help: "write out in `define` what it does, without itself")
    }
    for inner in try definition.applied(to: stage) {
      if !outer.isEmpty { try inner.checkSize(at: name.span) }
      try expand(inner, scope, inside: outer + [name.text], into: &out)
      guard out.count <= WrittenOut.greatestStageCount else {
        throw WrittenOut.tooLarge(
          "`\(name.text)` stands for more than \(WrittenOut.greatestStageCount) stages", at: name.span,
          help: "bind what comes of a part of it to a name, and go on from there")
      }
    }
  }
}
