import Diagnostics
import Files
import Language
import Session
import Terminal

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where data, and where everything that is said about it, goes.
struct Output {
  private let isTerminal = isatty(STDOUT_FILENO) != 0
  private let colours = isatty(STDERR_FILENO) != 0 && getenv("NO_COLOR") == nil

  /// A value on standard output: drawn on a terminal, else complete and separated by tabs.
  func show(_ value: any Value) {
    let text = isTerminal ? TextRenderer(for: .standardOutput).render(value) : TabbedText.text(of: value)
    if !text.isEmpty { print(text) }
  }

  /// A line on standard error.
  func say(_ text: String) {
    fflush(nil)
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  func say(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    say((colours ? DiagnosticRenderer.ansi : .plain).render(diagnostics, sources: sources))
  }

  /// What there is to say about a cell besides its value.
  func sayNotes(of cell: NotebookCell) {
    for path in cell.outputs { say("wrote \(path)") }
    for note in cell.notes { say("note: \(note)") }
  }
}
