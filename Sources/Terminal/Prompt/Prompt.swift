import Diagnostics
import Kernels
import Language
import Session
import Synchronization

/// The notebook at the terminal: reads entries, runs them in a session, and shows what comes out.
public final class Prompt {
  let session: Session
  let lines: any LineSource
  let screen: TerminalDevice
  /// Where the session is saved when it ends.
  private let folder: String
  /// The codes that `.help` explains.
  let codes: [DiagnosticCode]
  var settings: PromptSettings
  /// The cell whose value `.last` shows.
  var lastCell: Int?
  /// The work that runs, which may have a line on the screen.
  private var work: RunningWork?
  /// Lines written since the last entry.
  private var shownLines = 0
  /// The script that the session began with: it need not be saved again.
  var opened: String?
  /// Set by `.quit`.
  var isEnding = false
  /// What stands in the next line already, and the cell that it replaces: set by `.edit`.
  var edit: (number: Int, text: String)?

  /// - Parameters:
  ///   - folder: where the session is saved when it ends.
  ///   - codes: every code that a diagnostic can have, for `.help CODE`.
  ///   - threads: the number that cells run on at first.
  public init(
    session: Session, lines: any LineSource = LineEditor(), screen: TerminalDevice = .standardOutput,
    folder: String = "sessions", codes: [DiagnosticCode] = [], threads: Int
  ) {
    (self.session, self.lines, self.screen, self.folder, self.codes) = (session, lines, screen, folder, codes)
    settings = PromptSettings(threads: threads)
    session.announce = { [weak self] in self?.say($0) }
  }

  var renderer: TextRenderer { TextRenderer(for: screen, rows: settings.rows) }
  var output: CellOutput { CellOutput(renderer: renderer) }

  /// Greets, and reads entries until the person ends.
  ///
  /// - Parameters:
  ///   - greeting: the program's name and version.
  ///   - recoveries: what was brought back of sessions that crashed.
  ///   - path: a script whose cells the session begins with.
  public func run(greeting: String, recoveries: [Recovery] = [], opening path: String? = nil) {
    show(renderer.ink.bold(greeting) + renderer.ink.dim("  .help lists verbs and commands, Ctrl-D ends"))
    for recovery in recoveries { show(recovery.message) }
    if let path { open(path) }
    let reader = EntryReader(source: lines, ink: screen.ink)
    while !isEnding {
      let edit = self.edit
      self.edit = nil
      shownLines = 0
      switch reader.next(number: edit?.number ?? session.nextNumber, preset: edit?.text ?? "", onLine: offer(below:)) {
      case .nothing: continue
      case .end: isEnding = true
      case .text(let text):
        take(text, editing: edit?.number)
        // An empty line keeps what takes several lines apart from the next entry.
        if shownLines > 1 { screen.write("\n") }
      }
    }
    finish()
  }

  private func take(_ text: String, editing number: Int?) {
    if EntryReader.isCommand(text) {
      run(command: text)
    } else if number == nil, let command = SessionCommands.meant(by: text, in: session) {
      show("a command begins with a dot\nhelp: write `\(DisplayWidth.sanitised(command))`")
    } else if let number {
      let before = staleCells
      show(watched("running") { session.edit(number, to: text, $0) })
      sayStale(since: before)
    } else {
      run(text)
    }
  }

  /// Writes a text and a newline.
  func show(_ text: String) {
    work?.erase()
    screen.write(text + "\n")
    shownLines += 1 + text.count { $0 == "\n" }
  }

  func show(_ result: Session.CellResult) {
    if let cell = result.cell, cell.value != nil { lastCell = cell.number }
    let text = output.text(of: result, sources: session.sources)
    guard !text.isEmpty else { return }
    // Of an entry with several statements, each result stands by itself.
    show(shownLines > 0 && text.contains("\n") ? "\n" + text : text)
  }

  /// Runs an entry, and shows each result when it is there.
  func run(_ text: String, named name: String? = nil) {
    _ = watched("running") { session.run(text, named: name, $0) { show($0) } }
  }

  /// Runs work on the session with a progress line and Ctrl-C.
  func watched<T>(_ label: String, _ work: (Execution) throws -> T) rethrows -> T {
    let monitor = WorkMonitor()
    monitor.begin(label, total: 0)
    return try RunningWork.watch(monitor) { running in
      self.work = running
      defer { self.work = nil }
      return try work(Execution(threads: settings.threads, monitor: monitor))
    }
  }

  /// Says which cells were computed again, with what they wrote and noted.
  private func say(_ recomputations: [Recomputation]) {
    show(renderer.ink.dim(output.line(recomputations)))
    for cell in recomputations.compactMap(\.result.cell) {
      let remarks = output.remarks(on: cell)
      if !remarks.isEmpty { show(remarks) }
    }
  }

  /// Says which cells a change has made stale.
  func sayStale(since before: Set<Int>) {
    let line = output.staleLine(session.cells.filter { $0.state != .done && !before.contains($0.number) })
    if let line { show(renderer.ink.dim(line)) }
  }

  /// The cells that are not done.
  var staleCells: Set<Int> { Set(session.cells.filter { $0.state != .done }.map(\.number)) }

  /// Sets what Tab offers in the next line of an entry.
  private func offer(below precedingLines: String) {
    let completer = Completer(catalog: session.catalog, scope: session.scope, lastValue: session.cells.last?.value)
    let topics = HelpIndex(session.catalog, codes: codes, renderer).names
    lines.completes { line in
      if let start = PathCompletion.start(in: line) {
        return (line.utf8.count - line[start...].utf8.count, PathCompletion.paths(from: String(line[start...])))
      }
      if precedingLines.isEmpty, EntryReader.isCommand(line) {
        return SessionCommands.completions(of: line, completer, topics: topics)
      }
      let (start, texts) = completer.completions(of: precedingLines + line)
      return (max(0, start - precedingLines.utf8.count), texts)
    }
  }

  /// Saves what there is and says where.
  private func finish() {
    guard !session.recordedCells().isEmpty, session.script() != opened else {
      session.journal?.close()
      return
    }
    do {
      let path = try watched("saving") { try session.save(in: folder, $0) }
      session.journal?.close()
      show("saved \(path) and its lock")
    } catch {
      let isKept = session.journal?.isComplete() ?? false
      let next = isKept ? "the next start brings it back" : "its journal is not complete either"
      show("the session was not saved; \(next)")
      if error is Cancelled { show(.cancelled) } else { show(.failed(Session.diagnostics(of: error))) }
    }
  }
}
