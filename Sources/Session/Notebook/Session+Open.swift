import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Takes up a script as the cells of a session that has none yet. A cell of which the lock still speaks true stays
  /// as recorded until something reads it; the others run. A cell that fails, and what reads it, stay there to be
  /// edited.
  ///
  /// - Parameters:
  ///   - name: what diagnostics call the text.
  ///   - lock: what an earlier session has come to; nil runs all cells.
  ///   - blocks: the values beside the lock, from which recorded tables are shown.
  ///   - onResult: called with each cell that has run.
  /// - Throws: `Diagnostic` where the session has cells, `Diagnostics` where the script cannot be read.
  public func open(
    _ text: String, named name: String, lock: Lock? = nil, blocks: BlockStore? = nil, _ execution: Execution,
    onResult: (Recomputation) -> Void = { _ in }
  ) throws {
    guard state.cells.isEmpty else {
      throw Diagnostic(
        code: SessionCodes.sessionNotEmpty, "this session has \(Prose.count(state.cells.count, "cell")) already",
        help: "`.source \(name)` runs the script behind them")
    }
    let source = sources.add(name: name, text: text)
    let (script, diagnostics) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    let errors = diagnostics.filter { $0.severity == .error } + wrongSettings(in: script)
    guard errors.isEmpty else { throw Diagnostics(errors) }
    for statement in script.statements where !statement.isCell {
      var interpreter = state.end.interpreter
      _ = try interpreter.run(statement, execution)
    }
    for statement in script.statements {
      if case .comments = statement.kind { state.text = statement.leadingComments }
      if statement.isCell { state.cells.append(NotebookCell(number: nextNumber, statement: statement)) }
    }
    settle()
    journal?.rewrite(recordedTexts)
    if let lock, Pairing(text).belongs(to: lock) { try restore(from: lock, execution) }
    recordedBlocks = blocks
    rerun(execution, onResult: onResult)
  }

  /// The cells of which only their lock speaks, and whose table has a column.
  public func cellsRecorded(withColumn name: String) -> [Int] {
    cells.filter { cell in
      cell.state == .recorded && cell.fingerprint?.contains { $0.columns.contains { $0.name == name } } ?? false
    }.map(\.number)
  }
}
