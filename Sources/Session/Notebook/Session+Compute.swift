import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Runs a statement as the cell of a number, on what stands above it.
  func compute(_ statement: Statement, number: Int, _ execution: Execution) throws -> NotebookCell {
    try computing(number: number, execution) { place in
      var cell = NotebookCell(number: number, statement: statement)
      cell.origin = self.cell(number)?.origin ?? origin
      let reads = place.reads(of: statement)
      let outcome = try place.interpreter.run(
        statement, execution, provenance: provenance(of: statement, number: number, reading: reads, at: place))
      cell.take(outcome)
      return (cell, outcome.usesSeed)
    }
  }

  /// Calls `work` for a cell at its place; once more where it has read a file that a cell above has to write first.
  func computing(
    number: Int, _ execution: Execution, _ work: (inout Place) throws -> (cell: NotebookCell, usesSeed: Bool)
  ) throws -> NotebookCell {
    var refreshed: Set<Int> = []
    while true {
      let above = place(above: number)
      var place = above
      defer { forgetWriters() }
      var (cell, usesSeed) = try MemoryBrake.watch(execution.monitor) { try work(&place) }
      // The versions are those of now, and the reads of the first run are enough to know them.
      cell.computation = Computation(revision: revision, versions: [:], setting: nil, usesSeed: usesSeed)
      cell.reads = above.reads(of: cell)
      let late = outdatedWriters(of: cell).subtracting(refreshed)
      if !late.isEmpty {
        refreshed.formUnion(late)
        forgetWriters()
        try rewrite(late, execution)
        continue
      }
      revision += 1
      cell.computation = Computation(
        revision: revision, versions: versions(of: cell.reads), setting: setting(of: cell), usesSeed: usesSeed)
      cell.notes += notesAboutLaterWriters(of: cell, above)
      for path in cell.outputs { writers[FilePath.standard(path)] = revision }
      _ = state.end.interpreter.writtenFiles.take()
      return cell
    }
  }

  private func setting(of cell: NotebookCell) -> String? {
    if case .parameter(let declaration) = cell.statement.kind { overrides[declaration.name.text] } else { nil }
  }

  /// The cells above whose files a cell has read although they hold something else than the cells would write.
  private func outdatedWriters(of cell: NotebookCell) -> Set<Int> {
    var found: Set<Int> = []
    for case (.file(let path), let number) in cell.reads {
      guard let writer = self.cell(number) else { continue }
      let isThere = writers[path] ?? writers.first { path.hasPrefix($0.key + "/") }?.value
      if !writer.state.holds || isThere != writer.computation?.revision { found.insert(number) }
    }
    return found
  }

  /// What a cell has read that only a cell below it has written: a script, which runs from its start, finds something
  /// else there, or nothing.
  private func notesAboutLaterWriters(of cell: NotebookCell, _ above: Place) -> [String] {
    cell.inputs.compactMap { input in
      let path = FilePath.standard(input.path)
      let later = state.cells.last { later in
        later.number > cell.number && later.computation?.revision == writers[path]
          && later.outputs.contains { FilePath.standard($0) == path }
      }
      guard writers[path] != nil, above.writer(of: path) == nil, let later else { return nil }
      return "`\(input.path)` is as cell \(later.number) below has written it: where the script is run from its start, "
        + "that has not happened here yet"
    }
  }

  /// Writes the files of some cells anew.
  private func rewrite(_ numbers: Set<Int>, _ execution: Execution) throws {
    try refresh(numbers, execution)
    let again = numbers.sorted().filter { number in
      guard let cell = cell(number) else { return false }
      return cell.outputs.contains { writers[FilePath.standard($0)] != cell.computation?.revision }
    }
    for number in again {
      let result = rerun(number, execution)
      if case .failed(let diagnostics) = result.result { throw Diagnostics(diagnostics) }
      if case .cancelled(let remark) = result.result { throw Cancelled(remark) }
      announce([result])
    }
  }

  /// What a run that failed has written is nobody's: the cells that wrote it before are stale.
  private func forgetWriters() {
    let paths = state.end.interpreter.writtenFiles.take()
    guard !paths.isEmpty else { return }
    for path in paths { writers[FilePath.standard(path)] = nil }
    if options.keepsValues { settle() }
  }
}

extension NotebookCell {
  /// Takes over what a run brought; files and defaults of the earlier stages stay when the cell was extended.
  mutating func take(_ outcome: Interpreter.Report, addingTo earlier: NotebookCell? = nil) {
    contribution = outcome.contribution
    notes = outcome.notes
    inputs = (earlier?.inputs ?? []) + outcome.inputs
    outputs = (earlier?.outputs ?? []) + outcome.outputs
    exported = outcome.exported
    defaults = (earlier?.defaults ?? []) + outcome.defaults
    fingerprint = nil
  }

  var withoutValue: NotebookCell {
    var cell = self
    if cell.contribution.result != nil { cell.contribution = .nothing }
    return cell
  }
}
