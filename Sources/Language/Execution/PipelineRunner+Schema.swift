import Columns
import Syntax

extension PipelineRunner {
  /// The schema behind some stages, as far as it can be told without computing anything: from the first stage that
  /// needs rows, or is not right, on, that of its input. Nil where the value is no table. Without a value the first
  /// stage is a source.
  func schema(behind stages: [Stage], of value: (any Value)?, in scope: Scope) -> Schema? {
    var shape = value.map { Shape(kind: $0.kind, schema: $0.heading) } ?? .nothing
    for stage in (try? expandDefinitions(stages, scope)) ?? stages {
      guard let verb = catalog[stage.verb.text], let arguments = try? Binder.bind(verb.signature, stage, scope),
        let output = try? verb.step(shape, arguments).output
      else { break }
      shape = output
    }
    return shape.kind == .table ? shape.schema : nil
  }
}
