import Columns
import Syntax

extension PipelineRunner {
  /// The schema behind some stages, as far as it can be told without computing anything, of a file by a glance at it:
  /// from the first stage that needs rows, or is not right, on, that of its input. Nil where the value is no table.
  /// Without a value the first stage is a source.
  func schema(behind stages: [Stage], of value: (any Value)?, in scope: Scope) -> Schema? {
    var shape = value.map { Shape(kind: $0.kind, schema: $0.heading) } ?? .nothing
    for stage in (try? expandDefinitions(stages, scope)) ?? stages {
      guard let verb = catalog[stage.verb.text], let arguments = try? Binder.bind(verb.signature, stage, scope),
        let step = try? verb.step(shape, arguments), let output = step.output ?? step.glance
      else { break }
      shape = output
    }
    return shape.kind == .table ? shape.schema : nil
  }
}

extension Step {
  /// The shape of the rows that the step would read, by a glance at them.
  fileprivate var glance: Shape? {
    guard case .scan(let scan) = operation else { return nil }
    return scan.glance().map(Shape.table)
  }
}
