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
    let source = sources.add(name: name ?? "cell \(state.nextNumber)", text: text)
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
    let (script, diagnostics) = Parser.parse(text, source: source, compoundVerbs: catalog.compoundNames)
    if diagnostics.contains(where: { $0.severity == .error }) {
      deliver(.failed(diagnostics))
      return results
    }
    for statement in script.statements {
      if case .comments = statement.kind { continue }
      guard let result = run(statement, execution) else { continue }
      deliver(result)
      guard result.isFinished else { break }
    }
    return results
  }

  /// Where what failed reads like another language, says how it is written here instead.
  private func told(_ result: CellResult) -> CellResult {
    guard case .failed(let found) = result, let first = found.first(where: { $0.severity == .error }),
      let source = first.primary.flatMap({ sources[$0.span.source] }), let habit = catalog.habit(behind: first, in: source)
    else { return result }
    return .failed([habit])
  }

  /// Runs one statement. Nil for a version line that is right: it is no cell.
  func run(_ statement: Statement, _ execution: Execution) -> CellResult? {
    let number = state.nextNumber
    return attempt(number: number, text: statement.canonicalText, isCell: statement.isCell) {
      let uses = sources(of: statement)
      var interpreter = state.interpreter
      let outcome = try interpreter.run(statement, execution, provenance: provenance(of: statement, reading: uses))
      guard statement.isCell else {
        state.interpreter = interpreter
        return nil
      }
      var cell = NotebookCell(number: number, statement: statement)
      cell.take(outcome)
      cell.sources = uses
      if options.takesFingerprints {
        execution.monitor.begin("recording", total: 0)
        try addFingerprint(to: &cell, blocks: options.blocks, execution)
      }
      // A step back needs the values of the time before.
      if options.keepsValues { remember() }
      state.interpreter = interpreter
      state.nextNumber += 1
      state.cells.append(options.keepsValues ? cell : cell.withoutValue)
      settle(cell)
      return cell
    }
  }

  /// Runs further stages on the value of the last cell, which then holds one pipeline.
  private func extend(_ text: String, _ source: SourceID, _ execution: Execution) -> CellResult {
    let (stages, diagnostics) = Parser.parseStages(text, source: source, compoundVerbs: catalog.compoundNames)
    if diagnostics.contains(where: { $0.severity == .error }) { return .failed(diagnostics) }
    guard let first = stages.first, let last = state.cells.last, let result = last.result,
      let statement = last.statement.extended(by: stages), case .pipeline(let binding, _) = statement.kind
    else {
      return .failed([
        Diagnostic(
          .error, SessionCodes.nothingToExtend,
          state.cells.isEmpty ? "there is no cell to extend yet" : "the last cell is no pipeline",
          at: stages.first.map { Label($0.span) }, help: "begin with a source: `TABLE | …`")
      ])
    }
    let extended = attempt(number: last.number, text: statement.canonicalText, isCell: true) {
      var interpreter = state.interpreter
      let pipeline = Pipeline(stages: stages, span: stages.reduce(first.span) { $0.joined(with: $1.span) })
      let added = sources(of: Statement(.pipeline(binding: nil, pipeline), span: pipeline.span))
      let uses = last.sources.merging(added) { old, _ in old }
      let outcome = try interpreter.run(
        extending: result, by: pipeline, binding: binding, execution,
        provenance: provenance(of: statement, reading: uses, inputs: last.inputs))
      var cell = last
      cell.statement = statement
      cell.take(outcome, addingTo: last)
      cell.sources = uses
      remember()
      state.interpreter = interpreter
      state.cells[state.cells.count - 1] = cell
      settle(cell)
      journal?.rewrite(recordedTexts)
      return cell
    }
    return extended ?? .cancelled
  }

  /// Runs `work` between the journal's two entries and turns what it throws into a result.
  func attempt(number: Int, text: String, isCell: Bool, _ work: () throws -> NotebookCell?) -> CellResult? {
    do {
      if isCell { try journal?.started(number, text) }
      guard let cell = try work() else { return nil }
      journal?.finished(number, text)
      return .finished(cell)
    } catch is Cancelled {
      journal?.failed(number, "cancelled")
      return .cancelled
    } catch {
      let diagnostics = Session.diagnostics(of: error)
      journal?.failed(number, diagnostics.first?.message ?? "")
      return .failed(diagnostics)
    }
  }

  /// Any error as diagnostics.
  static func diagnostics(of error: any Error) -> [Diagnostic] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic]
    case let several as Diagnostics: several.all
    default: [Diagnostic(.error, SessionCodes.unexpected, "this could not be done: \(error)")]
    }
  }
}

extension NotebookCell {
  /// Takes over what a run brought; files and defaults of the earlier stages stay when the cell was extended.
  mutating func take(_ outcome: Interpreter.Outcome, addingTo earlier: NotebookCell? = nil) {
    result = outcome.result
    notes = outcome.notes
    inputs = (earlier?.inputs ?? []) + outcome.inputs
    outputs = (earlier?.outputs ?? []) + outcome.outputs
    defaults = (earlier?.defaults ?? []) + outcome.defaults
    fingerprint = nil
  }

  var withoutValue: NotebookCell {
    var cell = self
    cell.result = nil
    return cell
  }
}
