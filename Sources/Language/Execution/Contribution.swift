import Diagnostics
import Syntax

/// What a statement that ran gives to the statements below it. It can be adopted without running the statement again.
public enum Contribution: Sendable {
  /// A version, an assertion or a comment.
  case nothing
  /// What a pipeline came to, and its name where it has one.
  case result(Name?, PipelineRunner.Result)
  case parameter(Name, Scalar)
  case verb(Definition)
  case seed(UInt64)
  case options(ScriptOptions)

  /// What the pipeline came to; nil for a declaration.
  public var result: PipelineRunner.Result? { if case .result(_, let outcome) = self { outcome } else { nil } }
}

extension Scope {
  mutating func take(_ contribution: Contribution) {
    switch contribution {
    case .nothing, .result(nil, _): break
    case .result(let name?, let outcome):
      bindings[name.text] = outcome.value
      releasedNames.remove(name.text)
      departures[name.text] = outcome.shape.departures
      columnOrigins[name.text] = outcome.origins(boundTo: name.text)
      rowSets[name.text] = outcome.rows
      traces[name.text] = outcome.trace.bound(to: name.text)
      repairs[name.text] = outcome.repairs
      origins[name.text] = name.span
    case .parameter(let name, let value):
      scalars[name.text] = value
      origins[name.text] = name.span
    case .verb(let definition):
      definitions[definition.name.text] = definition
      origins[definition.name.text] = definition.name.span
    case .seed(let seed): self.seed = seed
    case .options(let options): self.options = options
    }
  }
}
