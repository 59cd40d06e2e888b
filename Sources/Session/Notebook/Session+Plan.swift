import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// The steps that a pipeline would take behind the last cell. What it reads is computed again where it is stale.
  /// Nil where the text is not one pipeline.
  /// - Throws: `Diagnostic`, `Diagnostics` or `Cancelled`.
  public func plan(of text: String, _ execution: Execution) throws -> PlanOutline? {
    let source = sources.add(name: "the pipeline", text: text)
    let (script, found) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    if found.contains(where: { $0.severity == .error }) { throw Diagnostics(found) }
    guard script.statements.count == 1, let statement = script.statements.first,
      case .pipeline(_, let pipeline) = statement.kind
    else { return nil }
    try refreshSources(of: statement, number: nextNumber, execution)
    return try state.end.interpreter.runner.outline(of: pipeline, in: scope)
  }
}
