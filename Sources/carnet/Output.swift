import Diagnostics
import Files
import Language
import Session
import Terminal
import Workbench

/// Where data, and where everything that is said about it, goes.
struct Output {
  private let data = TerminalDevice.standardOutput
  private let talk = TerminalDevice.standardError

  /// A value on standard output: drawn on a terminal, else complete and separated by tabs.
  func show(_ value: any Value) {
    if data.width == nil {
      TabbedText.write(value) { data.write($0) }
    } else {
      show(Shown(value))
    }
  }

  /// Lines on standard output, for the terminal's width.
  func show(_ shown: Shown) {
    let text = TextRenderer(for: data).render(shown)
    if !text.isEmpty { show(text) }
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

  /// A line on standard error.
  func say(_ text: String) { talk.write(text + "\n") }

  /// Lines on standard error; where that is no terminal, prose is not broken.
  func say(_ shown: Shown) {
    let renderer = TextRenderer(
      width: talk.width ?? TextRenderer.defaultWidth, colours: talk.ink.colours, breaksProse: talk.width != nil)
    let text = renderer.render(shown)
    if !text.isEmpty { say(text) }
  }

  /// What is wrong, on standard error.
  func say(_ diagnostics: [Diagnostic], _ sources: SourceMap) { say(Shown(diagnostics, sources)) }

  /// What there is to say about a cell besides its value.
  func sayNotes(of cell: NotebookCell) { say(Shown(blocks: [Shown.remarks(on: cell)])) }
}
