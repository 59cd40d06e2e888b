import Columns
import Diagnostics
import Syntax

/// Checks that need rows which are not here yet.
extension PipelineRunner {
  /// The step of a stage. Where the check needs rows, they are computed, and it is asked again.
  func check(
    _ stage: Stage, _ verb: any Verb.Type, _ arguments: BoundArguments, _ progress: inout Progress,
    _ scope: inout Scope, _ context: RunContext
  ) throws -> Step {
    var arguments = arguments
    while true {
      do {
        return try verb.step(progress.shape, arguments)
      } catch let need as NeedsData {
        if need.name != nil {
          try fetch(need, into: &scope, context)
          arguments = try Binder.bind(verb.signature, stage, scope)
        } else {
          guard progress.shape.value == nil || progress.base is PlannedTable else { throw Self.looksAhead(stage) }
          try settle(&progress, scope, context)
          try compute(&progress, context)
        }
      }
    }
  }

  /// The rows of the input are here, and a check still needs some.
  private static func looksAhead(_ stage: Stage) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "a selector here goes by rows that this stage has yet to compute",
      at: Label(stage.verb.span, "computes them while it runs"),
      help: "write two stages: the items before it in the first, the rest in `| \(stage.verb.text) …` behind it")
  }

  /// Calls `work`, again with the rows of each result that it finds them missing of.
  func withRows<T>(_ scope: inout Scope, _ context: RunContext, _ work: (Scope) throws -> T) throws -> T {
    while true {
      do {
        return try work(scope)
      } catch let need as NeedsData {
        try fetch(need, into: &scope, context)
      }
    }
  }

  /// Computes the rows of a result that a check needs.
  private func fetch(_ need: NeedsData, into scope: inout Scope, _ context: RunContext) throws {
    guard let name = need.name, let value = scope.bindings[name], value is PlannedTable else { throw need }
    scope.bindings[name] = try backend.computed(value, context)
  }

  /// Results are tables: before a verb that makes tables of tables, a value's main table stands for it.
  func takeMainTable(
    _ progress: inout Progress, for signature: Signature, _ scope: Scope, _ context: RunContext
  ) throws {
    let kind = progress.shape.kind
    guard kind.mainTable != nil, signature.takesMainTables, !signature.inputs.contains(kind) else { return }
    try settle(&progress, scope, context)
    guard let table = progress.shape.value?.mainTable else { return }
    (progress.base, progress.shape) = (table, Shape(table))
    // The rows of a summary are none of the rows it was made of.
    (progress.origins, progress.rows) = ([:], .unknown)
  }

  /// Makes sure that the rows of the last value are here.
  private func compute(_ progress: inout Progress, _ context: RunContext) throws {
    guard let planned = progress.base as? PlannedTable else { return }
    let value = try backend.computed(planned, context)
    (progress.base, progress.shape) = (value, Shape(value).inheriting(progress.shape))
  }
}
