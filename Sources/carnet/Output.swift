import Diagnostics
import Files
import Language
import Session
import Terminal

/// Where data, and where everything that is said about it, goes.
struct Output {
  private let data = TerminalDevice.standardOutput
  private let talk = TerminalDevice.standardError

  /// A value on standard output: drawn on a terminal, else complete and separated by tabs.
  func show(_ value: any Value) {
    if data.width == nil {
      TabbedText.write(value) { data.write($0) }
    } else {
      let text = renderer.render(value)
      if !text.isEmpty { show(text) }
    }
  }

  /// A text and a newline on standard output.
  func show(_ text: String) { data.write(text + "\n") }

  /// A text on standard output as it is.
  func print(_ text: String) { data.write(text) }

  /// What the program tells the shell in the end: data that did not get to where it should is a failure, whatever else
  /// there was. A reader that has seen enough is told nothing.
  func closed(_ code: ExitCode) -> ExitCode {
    guard let failure = StandardStream.output.failure else { return code }
    if !failure.isBrokenPipe { say("carnet: \(failure)") }
    return code == .done ? .failed : code
  }

  var renderer: TextRenderer { TextRenderer(for: data) }

  /// A line on standard error.
  func say(_ text: String) { talk.write(text + "\n") }

  func say(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    let format: DiagnosticRenderer.Format = talk.ink.colours ? .ansi : .plain
    let renderer = talk.width.map { DiagnosticRenderer.fitting(format, terminal: $0) } ?? DiagnosticRenderer(format)
    say(renderer.render(diagnostics, sources: sources))
  }

  /// What there is to say about a cell besides its value.
  func sayNotes(of cell: NotebookCell) {
    for path in cell.outputs { say("wrote \(path)") }
    for note in cell.notes { say("note: \(note)") }
  }
}
