import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Runs further stages on the value of the last cell, which then holds one pipeline.
  func extend(_ text: String, _ source: SourceID, _ execution: Execution) -> CellResult {
    let (stages, diagnostics) = Parser.parseStages(text, source: source, compoundVerbs: catalog.compoundNames)
    if diagnostics.contains(where: { $0.severity == .error }) { return .failed(diagnostics) }
    guard let first = stages.first, let number = state.cells.last?.number,
      let statement = state.cells[number - 1].statement.extended(by: stages),
      case .pipeline(let binding, _) = statement.kind
    else {
      return .failed([
        Diagnostic(
          code: SessionCodes.nothingToExtend,
          state.cells.isEmpty ? "there is no cell to extend yet" : "the last cell is no pipeline",
          at: stages.first.map { Label($0.span) }, help: "begin with a source: `TABLE | …`")
      ])
    }
    let pipeline = Pipeline(stages: stages, span: stages.reduce(first.span) { $0.joined(with: $1.span) })
    let stale = failure {
      try refresh([number], execution)
      try refreshSources(of: statement, number: number, execution)
    }
    if let stale { return stale }
    let last = state.cells[number - 1]
    guard let result = last.contribution.result else { return .cancelled(nil) }
    let extended = attempt(number: number, text: statement.canonicalText, isCell: true, execution) {
      let cell = try computing(number: number, execution) { place in
        let reads = last.reads.merging(place.reads(of: statement)) { $1 }
        let outcome = try place.interpreter.run(
          extending: result, by: pipeline, binding: binding, execution,
          provenance: provenance(of: statement, number: number, reading: reads, inputs: last.inputs, at: place))
        var cell = last
        cell.statement = statement
        cell.take(outcome, addingTo: last)
        return (cell, outcome.usesSeed || last.computation?.usesSeed ?? false)
      }
      remember()
      put(cell)
      journal?.rewrite(recordedTexts)
      return state.cells[number - 1]
    }
    return extended ?? .cancelled(nil)
  }
}
