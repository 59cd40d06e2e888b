import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Takes the last change back. False where there is none.
  @discardableResult
  public func undo() -> Bool { move(from: &past, to: &future) }

  /// Brings back what was undone last. False where there is nothing.
  @discardableResult
  public func redo() -> Bool { move(from: &future, to: &past) }

  private func move(from: inout [State], to: inout [State]) -> Bool {
    guard let other = from.popLast() else { return false }
    to.append(state)
    state = other
    journal?.rewrite(recordedTexts)
    return true
  }

  /// Computes the stale cells again, in order, up to the first that fails.
  @discardableResult
  public func rerun(_ execution: Execution, onResult: (CellResult) -> Void = { _ in }) -> [CellResult] {
    var results: [CellResult] = []
    var visited: Set<Int> = []
    while let cell = state.cells.first(where: { $0.state != .done && !visited.contains($0.number) }) {
      visited.insert(cell.number)
      let result = recompute(cell, execution)
      results.append(result)
      onResult(result)
      guard result.isFinished else { break }
    }
    return results
  }

  /// Puts another statement in the place of a cell and runs it; what depends on the cell becomes stale.
  public func edit(_ number: Int, to text: String, _ execution: Execution) -> CellResult {
    guard var cell = cell(number) else {
      return .failed([
        Diagnostic(.error, SessionCodes.noSuchCell, "there is no cell \(number)", help: "`.cells` lists them")
      ])
    }
    let source = sources.add(name: "cell \(number)", text: text)
    let (script, diagnostics) = Parser.parse(text, source: source, compoundVerbs: catalog.compoundNames)
    if diagnostics.contains(where: { $0.severity == .error }) { return .failed(diagnostics) }
    guard let statement = script.statements.first, statement.isCell, script.statements.count == 1 else {
      return .failed([
        Diagnostic(.error, SessionCodes.noSuchCell, "a cell is one statement", help: "enter the others by themselves")
      ])
    }
    cell.statement = statement
    cell.sources = sources(of: statement)
    return recompute(cell, execution)
  }

  private func recompute(_ cell: NotebookCell, _ execution: Execution) -> CellResult {
    let result = attempt(number: cell.number, text: cell.text, isCell: true) {
      var cell = cell
      let sources = presentSources(of: cell)
      var trial = try interpreter(reading: sources, execution)
      let outcome = try trial.run(
        cell.statement, execution, provenance: provenance(of: cell.statement, reading: sources))
      cell.take(outcome)
      (cell.sources, cell.state) = (sources, .done)
      if sources.contains(where: { state.definers[$0.key] != $0.value }), let result = outcome.result {
        var real = state.interpreter
        try rebind(cell.statement.boundName, to: result, in: &real, execution)
        trial = real
      }
      remember()
      state.interpreter = trial
      place(cell)
      settle(cell)
      journal?.rewrite(recordedTexts)
      return cell
    }
    if !(result?.isFinished ?? false), let index = state.cells.firstIndex(where: { $0.number == cell.number }),
      state.cells[index].state == .stale
    {
      state.cells[index].state = .failed
    }
    return result ?? .cancelled
  }

  /// Which cell each name that a cell reads means now. A name that the cell itself, or something computed from it, has
  /// bound since then means what it meant before.
  private func presentSources(of cell: NotebookCell) -> [String: Int] {
    let later = descendants(of: cell.number).union([cell.number])
    return Dictionary(uniqueKeysWithValues: cell.sources.map { name, before in
      let now = state.definers[name] ?? before
      return (name, later.contains(now) ? before : now)
    })
  }

  private func interpreter(reading sources: [String: Int], _ execution: Execution) throws -> Interpreter {
    var trial = state.interpreter
    for (name, number) in sources where state.definers[name] != number {
      guard let source = cell(number), let result = source.result else { continue }
      try rebind(source.statement.boundName, to: result, in: &trial, execution)
    }
    return trial
  }

  /// Gives a name to a result that is there already: a pipeline without stages behind it.
  private func rebind(
    _ name: Name?, to result: PipelineRunner.Outcome, in interpreter: inout Interpreter, _ execution: Execution
  ) throws {
    guard let name else { return }
    _ = try interpreter.run(extending: result, by: Pipeline(stages: [], span: name.span), binding: name, execution)
  }

  /// Puts a cell that was computed again in its old place where all it reads stands above and no later cell binds its
  /// name, else at the end.
  private func place(_ cell: NotebookCell) {
    guard let index = state.cells.firstIndex(where: { $0.number == cell.number }) else { return }
    let above = Set(state.cells[..<index].map(\.number))
    let isRebound = cell.binding.map { name in state.cells[(index + 1)...].contains { $0.binding == name } } ?? false
    if above.isSuperset(of: cell.sources.values), !isRebound {
      state.cells[index] = cell
    } else {
      state.cells.remove(at: index)
      state.cells.append(cell)
    }
  }
}
