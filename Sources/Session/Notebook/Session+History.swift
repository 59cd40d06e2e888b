import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// What a step through the history has done to the script.
  public enum HistoryStep: Sendable, Equatable {
    /// Cells that are no longer there, the first by its number and text.
    case removed(number: Int, text: String, writtenFiles: [String])
    /// Cells that are there again, the first by its number and text.
    case added(number: Int, text: String)
    /// A cell that has another text.
    case changed(number: Int, text: String)
    /// The cells are the same; text stands behind the last one, or none.
    case text([String])
    /// The script is the same; a parameter was set.
    case set(name: String, value: String?)
  }

  /// Takes the last change back. Nil where there is none.
  @discardableResult
  public func undo() -> HistoryStep? { move(from: &past, to: &future) }

  /// Brings back what was undone last. Nil where there is nothing.
  @discardableResult
  public func redo() -> HistoryStep? { move(from: &future, to: &past) }

  private func move(from: inout [State], to: inout [State]) -> HistoryStep? {
    guard let other = from.popLast() else { return nil }
    let before = state
    to.append(before)
    state = other
    // Files do not go back with the script.
    settle()
    journal?.rewrite(recordedTexts)
    if overrides != before.end.interpreter.overrides { journal?.set(overrides) }
    return step(from: before, to: state)
  }

  private func step(from before: State, to now: State) -> HistoryStep {
    let (old, new) = (before.cells, now.cells)
    let head = zip(old, new).prefix { $0.text == $1.text }.count
    let tail = zip(old.reversed(), new.reversed()).prefix { $0.text == $1.text }.count
    let shared = min(tail, min(old.count, new.count) - head)
    let (gone, added) = (old[head..<old.count - shared], new[head..<new.count - shared])
    if let first = added.first {
      return gone.isEmpty
        ? .added(number: first.number, text: first.text) : .changed(number: first.number, text: first.text)
    }
    if let first = gone.first {
      return .removed(number: first.number, text: first.text, writtenFiles: gone.flatMap(\.outputs))
    }
    if before.text != now.text { return .text(now.text) }
    let (was, isNow) = (before.end.interpreter.overrides, now.end.interpreter.overrides)
    let name = Set(was.keys).union(isNow.keys).sorted().first { was[$0] != isNow[$0] }
    return .set(name: name ?? "", value: name.flatMap { isNow[$0] })
  }

  /// Puts another statement in the place of a cell and runs it there; what depends on the cell becomes stale.
  public func edit(_ number: Int, to text: String, _ execution: Execution) -> CellResult {
    guard cell(number) != nil else { return .failed([Session.noSuchCell(number)]) }
    let source = sources.add(name: "cell \(number)", text: text)
    let (script, diagnostics) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    if diagnostics.contains(where: { $0.severity == .error }) { return .failed(diagnostics) }
    guard let statement = script.statements.first, statement.isCell, script.statements.count == 1 else {
      return .failed([
        Diagnostic(code: SessionCodes.noSuchCell, "a cell is one statement", help: "enter the others by themselves")
      ])
    }
    if let failure = failure({ try refreshSources(of: statement, number: number, execution) }) { return failure }
    let result = attempt(number: number, text: statement.canonicalText, isCell: true, execution) {
      let cell = try compute(statement, number: number, execution)
      remember()
      put(cell)
      journal?.rewrite(recordedTexts)
      return state.cells[number - 1]
    }
    return result ?? .cancelled(nil)
  }

  /// Gives a parameter another value than the script does, as `--set` does; nil takes the script's own again. What
  /// reads the parameter becomes stale.
  ///
  /// - Throws: `Diagnostic` where no cell declares the parameter, or the value does not fit it; `Cancelled`.
  public func set(_ name: String, to value: String?, _ execution: Execution) throws {
    let declarations = parameterCells
    guard declarations.contains(where: { $0.binding == name }) else {
      throw Session.unknownParameter(name, among: declarations.compactMap(\.binding), "the session")
    }
    let before = state
    state.end.interpreter.overrides[name] = value
    settle()
    // That the parameter itself is read anew goes without saying.
    let told = announce
    announce = { _ in }
    defer { announce = told }
    do {
      try refresh(parameterCells.filter { $0.binding == name }.map(\.number), execution)
    } catch {
      state = before
      throw error
    }
    past.append(before)
    future = []
    journal?.set(overrides)
  }

  var parameterCells: [NotebookCell] {
    state.cells.filter { if case .parameter = $0.statement.kind { true } else { false } }
  }
}
