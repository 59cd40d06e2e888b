import CTerminal
import Kernels
import Workbench

/// The notebook at the terminal: reads entries, gives them to a workbench, and draws what that shows.
public final class Prompt: FrontEnd {
  private let workbench: Workbench
  private let lines: any LineSource
  private let screen: TerminalDevice
  /// Where tables are moved through; nil where nobody sits before a screen.
  private let viewer: ViewScreen?
  /// What shows texts that are longer than the screen.
  private let pager: Pager?
  /// The work that runs, which may have a line on the screen.
  private var work: RunningWork?
  /// Lines written since the last entry.
  private var shownLines = 0

  /// A prompt for a workbench.
  ///
  /// - Parameters:
  ///   - viewer: where tables are moved through; nil where nobody sits before a screen.
  ///   - pager: what shows texts that are longer than the screen; nil writes them out.
  public init(
    _ workbench: Workbench, lines: any LineSource = LineEditor(), screen: TerminalDevice = .standardOutput,
    viewer: ViewScreen? = nil, pager: Pager? = nil
  ) {
    (self.workbench, self.lines, self.screen) = (workbench, lines, screen)
    (self.viewer, self.pager) = (viewer, pager)
    workbench.frontEnd = self
  }

  /// Greets, and reads entries until the person ends.
  ///
  /// - Parameters:
  ///   - greeting: the program's name and version.
  ///   - news: what there is to know at once.
  ///   - path: a script whose cells the session begins with.
  public func run(greeting: String, news: [Shown] = [], opening path: String? = nil) {
    let hint = "  .help lists verbs and commands, Ctrl-D ends"
    show(Shown(.line(StyledLine([.init(greeting, .strong), .init(hint, .dim)]))))
    if !lines.hasHistory { show(workbench.firstSteps) }
    news.forEach(show)
    if let path { workbench.open(path) }
    let reader = EntryReader(source: lines, ink: screen.ink)
    var next = Next.entry
    while next != .end { next = answer(reader, next) }
    workbench.end()
  }

  /// Reads an entry, and has it carried out.
  private func answer(_ reader: EntryReader, _ next: Next) -> Next {
    var (number, preset): (Int?, String) = (nil, "")
    if case .edit(let cell, let text) = next { (number, preset) = (cell, text) }
    shownLines = 0
    if case .paste(let name) = next {
      guard let text = reader.pasted() else { return .entry }
      return workbench.take(pasted: text, as: name)
    }
    switch reader.next(number: number ?? workbench.nextNumber, preset: preset, onLine: offer(below:)) {
    case .nothing: return .entry
    case .end: return .end
    case .text(let text):
      let next = workbench.take(text, editing: number)
      // An empty line keeps what takes several lines apart from the next entry.
      if shownLines > 1 { screen.write("\n") }
      return next
    }
  }

  /// Draws something, with a newline at its end. Of an entry with several statements, each result stands by itself.
  public func show(_ shown: Shown) {
    var text = TextRenderer(for: screen).render(shown)
    guard !text.isEmpty else { return }
    if shown.role != .remark, shownLines > 0, text.contains("\n") { text = "\n" + text }
    if !page(text + "\n") {
      work?.erase()
      screen.write(text + "\n")
    }
    shownLines += 1 + text.count { $0 == "\n" }
  }

  /// How many lines the screen has.
  public var screenLines: Int? { screen.height }

  /// Lets the pager show what is longer than the screen. False where it did not: then, or where more was typed already,
  /// which a pager would take for its keys, the text is written out.
  private func page(_ text: String) -> Bool {
    guard let pager, workbench.settings.usesPager, let height = screen.height,
      text.count(where: { $0 == "\n" }) >= height, screen_has_keys() == 0
    else { return false }
    return work.map { $0.hold { pager.show(text) } } ?? pager.show(text)
  }

  /// Runs work with a progress line and Ctrl-C.
  public func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T {
    try RunningWork.watch(monitor) { running in
      self.work = running
      defer { self.work = nil }
      return try work()
    }
  }

  /// Whether there is a screen for a table.
  public var isScrollable: Bool { viewer != nil && ViewScreen.isThere }

  /// Shows a table on the whole screen until the person leaves it.
  public func scroll(_ view: TableView) -> Bool { viewer?.show(view) ?? false }

  /// Puts a text on the clipboard of the desktop or the terminal.
  public func copy(_ text: String) -> CopyOutcome { Programs.copy(text, screen) }

  /// Opens a file in the system's viewer.
  public func view(_ path: String) -> ViewOutcome { Programs.view(path) }

  /// Lets a text be changed in an editor, which has the terminal meanwhile.
  public func edit(_ text: String, in editor: String?) -> EditOutcome {
    guard screen.width != nil else { return .failed("an editor needs a terminal") }
    return Programs.edit(text, in: editor ?? Programs.usualEditor)
  }

  /// Sets what Tab offers in the next line of an entry.
  private func offer(below precedingLines: String) {
    let completion = workbench.completion, screen = screen
    lines.completes { line in
      let (start, texts) = completion.completions(of: line, below: precedingLines)
      let hint = completion.hint(of: line, below: precedingLines).map { TextRenderer(for: screen).render($0) }
      let arePaths = completion.isInPath(line, below: precedingLines)
      return Offer(start: start, texts: texts, arePaths: arePaths, hint: hint ?? "")
    }
  }
}

/// Reads entries, which may have several lines: as long as a bracket is open or the line goes on in the next.
package struct EntryReader {
  private let source: any LineSource
  private let ink: Ink

  package init(source: any LineSource, ink: Ink) { (self.source, self.ink) = (source, ink) }

  package enum Reading: Equatable {
    case text(String)
    /// Dropped with Ctrl-C, or empty.
    case nothing
    case end
  }

  /// Reads an entry at the prompt with a number.
  ///
  /// - Parameters:
  ///   - onLine: told of the lines that precede the one being typed, so that completion knows the whole entry.
  package func next(number: Int, preset: String = "", onLine: (String) -> Void = { _ in }) -> Reading {
    let prompt = Self.prompt(number)
    var text = "", shownLines: [(prompt: String, line: String)] = []
    onLine(text)
    while true {
      let isFirst = shownLines.isEmpty
      let lead = isFirst ? prompt : Self.continuation(of: prompt)
      let shown = Self.invisible(ink.accent(lead))
      switch source.readLine(prompt: shown, preset: isFirst ? preset : "") {
      case .interrupted: return .nothing
      case .end: return isFirst ? .end : .nothing
      case .text(let line):
        text += isFirst ? line : "\n" + line
        shownLines.append((lead, line))
        if isFirst, line.allSatisfy(\.isWhitespace) { return .nothing }
        // An empty line ends an entry in any case: the person wants to see what is wrong with it.
        let isAbandoned = !isFirst && line.isEmpty
        if isAbandoned || !Entry.goesOn(text) {
          source.remember(text)
          redraw(text, shownLines)
          return .text(text)
        }
        onLine(text + "\n")
      }
    }
  }

  /// Draws an entry once more, in colours.
  private func redraw(_ text: String, _ lines: [(prompt: String, line: String)]) {
    guard ink.colours else { return }
    // What one line holds may be several: only behind its first one stands a prompt.
    var prompts: [String] = []
    for (prompt, line) in lines { prompts += [prompt] + line.filter { $0 == "\n" }.map { _ in "" } }
    let typed = text.split(separator: "\n", omittingEmptySubsequences: false)
    let coloured = ink.entry(text).split(separator: "\n", omittingEmptySubsequences: false)
    guard typed.count == prompts.count, coloured.count == prompts.count else { return }
    source.redraw(
      zip(prompts, typed).map { $0 + $1 }.joined(separator: "\n"),
      as: zip(prompts, coloured).map { ink.accent($0) + $1 }.joined(separator: "\n"))
  }

  /// Reads pasted lines up to an empty one, or what is pasted at once; nil where that is given up.
  package func pasted() -> String? {
    var text = ""
    while true {
      switch source.readData(prompt: Self.invisible(ink.accent("paste> "))) {
      case .interrupted: return nil
      case .end: return text
      case .text(let line):
        if line.isEmpty { return text }
        text += line + "\n"
        if line.contains("\n") { return text }
      }
    }
  }

  static func prompt(_ number: Int) -> String { "carnet [\(number)]> " }

  /// A prompt whose colours are between the marks that tell readline not to count them.
  private static func invisible(_ prompt: String) -> String {
    prompt.replacing(/\u{1B}\[[0-9;]*m/) { "\u{1}\($0.output)\u{2}" }
  }

  /// `...>` below the end of the prompt.
  static func continuation(of prompt: String) -> String {
    let mark = "...> "
    return String(repeating: " ", count: max(0, prompt.count - mark.count)) + mark
  }
}
