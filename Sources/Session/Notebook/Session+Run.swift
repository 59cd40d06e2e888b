import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Reads an entry and runs its statements up to the first that fails. A text that starts with `|` extends the
  /// last cell.
  ///
  /// - Parameters:
  ///   - name: what diagnostics call the text; `cell 3` where none is given.
  ///   - onResult: called after each statement, so that a front end can show what there is.
  @discardableResult
  public func run(
    _ text: String, named name: String? = nil, _ execution: Execution, onResult: (CellResult) -> Void = { _ in }
  ) -> [CellResult] {
    let source = sources.add(name: name ?? "cell \(nextNumber)", text: text)
    var results: [CellResult] = []
    func deliver(_ result: CellResult) {
      let result = told(result)
      results.append(result)
      onResult(result)
    }
    if text.first(where: { !$0.isWhitespace }) == "|" {
      deliver(extend(text, source, execution))
      return results
    }
    let (script, diagnostics) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    if diagnostics.contains(where: { $0.severity == .error }) {
      deliver(.failed(diagnostics))
      return results
    }
    for statement in script.statements {
      if case .comments = statement.kind {
        note(statement.leadingComments)
        continue
      }
      guard let result = run(statement, execution) else { continue }
      deliver(result)
      guard result.isFinished else { break }
    }
    return results
  }

  /// Where what failed reads like another language, says how it is written here instead.
  private func told(_ result: CellResult) -> CellResult {
    guard case .failed(let found) = result, let first = found.first(where: { $0.severity == .error }),
      let source = first.primary.flatMap({ sources[$0.span.source] }),
      let habit = catalog.habit(behind: first, in: source)
    else { return result }
    return .failed([habit])
  }

  /// Runs one statement behind the last cell. Nil for a version line that is right: it is no cell.
  /// - Parameter recordsLater: whether its fingerprint is left to the caller.
  func run(_ statement: Statement, _ execution: Execution, recordsLater: Bool = false) -> CellResult? {
    let number = nextNumber, statement = statement.isCell ? statement.below(state.text) : statement
    if let failure = failure({ try refreshSources(of: statement, number: number, execution) }) { return failure }
    return attempt(number: number, text: statement.canonicalText, isCell: statement.isCell, execution) {
      guard statement.isCell else {
        _ = try state.end.interpreter.run(statement, execution)
        return nil
      }
      var cell = try compute(statement, number: number, execution)
      if options.takesFingerprints, !recordsLater {
        try finishRecord(execution)
        execution.monitor.begin("recording", total: 0)
        try addFingerprint(to: &cell, blocks: options.blocks, execution)
      }
      // A step back needs the values of the time before.
      if options.keepsValues { remember() }
      state.text = []
      state.end.interpreter.adopt(cell.contribution)
      state.end.note(cell)
      state.cells.append(options.keepsValues ? cell : cell.withoutValue)
      // It may have overwritten what a stale cell above has still to write.
      if !cell.outputs.isEmpty, options.keepsValues { settle() }
      return cell
    }
  }

  /// Computes again what is stale of what a statement reads, and of what decides whether it may have its name.
  func refreshSources(of statement: Statement, number: Int, _ execution: Execution) throws {
    guard !state.isFresh else { return }
    let place = place(above: number)
    var needed = Set(place.reads(of: statement).values)
    if let name = statement.boundName, let cell = place.definers[.name(name.text)].flatMap(cell),
      cell.contribution.result == nil
    { needed.insert(cell.number) }
    try refresh(needed, execution)
  }

  /// Runs `work` between the journal's two entries and turns what it throws into a result.
  func attempt(
    number: Int, text: String, isCell: Bool, _ execution: Execution, _ work: () throws -> NotebookCell?
  ) -> CellResult? {
    do {
      if isCell { try journal?.started(number, text) }
      let start = ContinuousClock.now
      guard var cell = try work() else { return nil }
      cell.seconds = Double((ContinuousClock.now - start) / .milliseconds(1)).rounded() / 1000
      if state.cells.indices.contains(cell.number - 1) { state.cells[cell.number - 1].seconds = cell.seconds }
      journal?.finished(number, text)
      if isTelling {
        if isExperiment(cell) { list(&cell) }
        tell(of: &cell, execution)
      }
      return .finished(cell)
    } catch let stop as Cancelled {
      journal?.failed(number, "cancelled")
      return .cancelled(stop.remark)
    } catch {
      let diagnostics = Session.diagnostics(of: error)
      journal?.failed(number, diagnostics.first?.message ?? "")
      return .failed(diagnostics)
    }
  }

  /// Whether a cell fitted or judged a model.
  public func isExperiment(_ cell: NotebookCell) -> Bool {
    cell.value?.experiment != nil && cell.statement.makesExperiment(catalog, scope.definitions)
  }

  /// Tells whoever wants to know that a cell has run.
  private func tell(of cell: inout NotebookCell, _ execution: Execution) {
    guard let observer else { return }
    let isLast = cell.number == state.cells.count
    let scope = isLast ? scope : place(above: cell.number).interpreter.scope
    cell.notes += observer.ran(cell, for: scope.tracking, in: self, execution)
  }

  /// Adds a cell to the list of experiments, where one is kept.
  private func list(_ cell: inout NotebookCell) {
    do { try runLog?.add(cell, inputs: (state.cells + [cell]).flatMap(\.inputs)) } catch {
      cell.notes.append("`runs` does not know of this cell: \(error)")
    }
  }

  /// Any error as diagnostics.
  public static func diagnostics(of error: any Error) -> [Diagnostic] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic]
    case let several as Diagnostics: several.all
    case let error as any DescribedError:
      [Diagnostic(code: error.code, error.message, notes: error.notes, help: error.help)]
    default: [Diagnostic(code: SessionCodes.unexpected, "this could not be done: \(error)")]
    }
  }
}
