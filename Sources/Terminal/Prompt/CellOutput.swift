import Columns
import Diagnostics
import Language
import Session

/// What the person sees of a cell that ran.
struct CellOutput {
  let renderer: TextRenderer

  /// The lines below a cell, without a newline at the end; empty where there is nothing to say.
  func text(of result: Session.CellResult, sources: SourceMap) -> String {
    switch result {
    case .cancelled: renderer.ink.dim("cancelled; nothing has changed")
    case .failed(let diagnostics): text(of: diagnostics, sources: sources)
    case .finished(let cell): text(of: cell)
    }
  }

  func text(of diagnostics: [Diagnostic], sources: SourceMap) -> String {
    let format: DiagnosticRenderer.Format = renderer.ink.colours ? .ansi : .plain
    return DiagnosticRenderer.fitting(format, terminal: renderer.width).render(diagnostics, sources: sources)
  }

  /// A named result in one line, any other in full; then the files that were written, and the notes.
  func text(of cell: NotebookCell) -> String {
    var parts: [String] = []
    if let value = cell.value {
      let text = cell.binding.map { renderer.summary(of: $0, value) } ?? renderer.render(value)
      if !text.isEmpty { parts.append(text) }
    }
    // A chart shown in full names its file itself.
    let remarks = remarks(on: cell, named: cell.binding == nil ? cell.value?.presentation.facts.map(\.text) ?? [] : [])
    return (parts + (remarks.isEmpty ? [] : [remarks])).joined(separator: "\n")
  }

  /// The files that a cell wrote, and its notes.
  func remarks(on cell: NotebookCell, named: [String] = []) -> String {
    var parts = cell.outputs.filter { !named.contains($0) }.map { "wrote \(DisplayWidth.sanitised($0))" }
    parts += cell.notes.flatMap { note in
      CutText.wrapped("note: " + DisplayWidth.sanitised(note), to: renderer.width).map(renderer.ink.dim)
    }
    return parts.joined(separator: "\n")
  }

  /// `computed again first: cells 2 and 3 (b, c)`
  func line(_ recomputations: [Recomputation]) -> String {
    "computed again first: \(Recomputation.names(of: recomputations))"
  }

  /// Which cells have become stale; nil where none has.
  func staleLine(_ cells: [NotebookCell]) -> String? {
    guard !cells.isEmpty else { return nil }
    let numbers = Prose.list(cells.map { String($0.number) }, limit: 10)
    let verb = cells.count == 1 ? "cell \(numbers) is" : "cells \(numbers) are"
    return "\(verb) stale now; `.rerun` computes what is, and so does anything that reads it"
  }

  /// What became of a cell that was computed again: how its value differs, what it wrote and noted.
  func text(of recomputation: Recomputation, sources: SourceMap) -> String {
    let label = "cell \(recomputation.number)  "
    guard let cell = recomputation.result.cell, let change = recomputation.change else {
      return label + "could not be computed\n" + text(of: recomputation.result, sources: sources)
    }
    let indent = String(repeating: " ", count: label.count)
    let lines = change.lines.enumerated().map { ($0 == 0 ? label : indent) + DisplayWidth.sanitised($1) }
    let remarks = remarks(on: cell)
    let head = lines.isEmpty ? [label + (cell.binding.map { "\($0): " } ?? "") + "as before"] : lines
    return (head + (remarks.isEmpty ? [] : [remarks])).joined(separator: "\n")
  }
}
