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
    let named = cell.binding == nil ? cell.value?.presentation.facts.map(\.text) ?? [] : []
    parts += cell.outputs.filter { !named.contains($0) }.map { "wrote \(DisplayWidth.sanitised($0))" }
    parts += cell.notes.flatMap { note in
      CutText.wrapped("note: " + DisplayWidth.sanitised(note), to: renderer.width).map(renderer.ink.dim)
    }
    return parts.joined(separator: "\n")
  }
}
