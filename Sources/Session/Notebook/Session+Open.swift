import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Takes up a script as the cells of a session that has none yet, and runs them. A cell that fails, and what reads
  /// it, stay there to be edited.
  ///
  /// - Parameters:
  ///   - name: what diagnostics call the text.
  ///   - onResult: called with each cell that has run.
  /// - Throws: `Diagnostic` where the session has cells, `Diagnostics` where the script cannot be read.
  public func open(
    _ text: String, named name: String, _ execution: Execution, onResult: (Recomputation) -> Void = { _ in }
  ) throws {
    guard state.cells.isEmpty else {
      throw Diagnostic(
        code: SessionCodes.sessionNotEmpty, "this session has \(Prose.count(state.cells.count, "cell")) already",
        help: "`.source \(name)` runs the script behind them")
    }
    let source = sources.add(name: name, text: text)
    let (script, diagnostics) = Parser.parse(text, source: source, compoundVerbs: catalog.compoundNames)
    let errors = diagnostics.filter { $0.severity == .error } + unknownParameters(in: script)
    guard errors.isEmpty else { throw Diagnostics(errors) }
    for statement in script.statements where !statement.isCell {
      var interpreter = state.end.interpreter
      _ = try interpreter.run(statement, execution)
    }
    for statement in script.statements where statement.isCell {
      state.cells.append(NotebookCell(number: nextNumber, statement: statement))
    }
    settle()
    journal?.rewrite(recordedTexts)
    rerun(execution, onResult: onResult)
  }
}
