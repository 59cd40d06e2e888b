import Columns
import Diagnostics
import Kernels
import Language
import Session
import Syntax

/// A session with all that a person does with it: entries and commands, help and completion, what is shown and how.
///
/// It draws nothing and reads no keys: a front end gives it entries, draws what it shows, and does what it answers. It
/// belongs to one thread, as its session does.
public final class Workbench {
  /// The cells.
  public let session: Session
  /// The codes that `.help` explains.
  public let codes: [DiagnosticCode]
  /// How results are shown and work runs.
  public internal(set) var settings: WorkbenchSettings
  /// Where sessions are saved, and where what crashes left is brought back.
  public var folder = "sessions"
  /// Who draws; where there is nobody, work is done all the same.
  public weak var frontEnd: (any FrontEnd)?
  /// The list of experiments that `.diff` reads.
  public var experiments = Experiments.path
  /// What the session tells others of; nil where it tells nobody.
  public var outgoing: (any Outgoing)?
  /// The cell whose value `.last` shows.
  var lastCell: Int?
  /// The script and the settings that the session was opened from or saved with last: they need not be saved again.
  var kept: (script: String, settings: [String: String])?
  /// The scripts that the session was opened from or saved as, by path: it may write them again.
  var saved: [String: String] = [:]

  /// - Parameters:
  ///   - codes: every code that a diagnostic can have, for `.help CODE`.
  ///   - threads: the number that cells run on at first.
  public init(session: Session, codes: [DiagnosticCode] = [], threads: Int) {
    (self.session, self.codes, settings) = (session, codes, WorkbenchSettings(threads: threads))
    session.announce = { [weak self] in self?.show(Shown(computedAgain: $0)) }
  }

  /// What there is to say about each word.
  public var help: HelpIndex { HelpIndex(session.catalog, codes: codes) }

  /// Three lines to type, for whoever is here for the first time.
  public var firstSteps: Shown { help.firstSteps }

  /// The number that the next cell gets.
  public var nextNumber: Int { session.nextNumber }

  /// Gives something to the front end. Answers what comes next, which is another entry, so that a command can end with
  /// it.
  @discardableResult
  public func show(_ shown: Shown) -> Next {
    if !shown.isEmpty { frontEnd?.show(shown) }
    return .entry
  }

  /// Shows a line of prose.
  @discardableResult
  func show(_ text: String) -> Next { show(Shown(text)) }

  /// Shows what became of a cell, which `.last` shows again.
  func show(_ result: Session.CellResult) {
    remember(result)
    show(Shown(result, session.sources, look: look))
  }

  /// Shows how a cell that was computed again has changed.
  func show(_ recomputation: Recomputation) {
    remember(recomputation.result)
    show(Shown(recomputation, session.sources))
  }

  /// How tables are shown.
  var look: TableLook {
    var look = settings.look(onLines: frontEnd?.screenLines)
    if frontEnd?.isScrollable ?? false { look.allShownBy = ViewCommand.name }
    return look
  }

  private func remember(_ result: Session.CellResult) {
    if let cell = result.cell, cell.value != nil { lastCell = cell.number }
  }

  /// Runs work on the session under the eyes of the front end.
  func watched<T>(_ label: String, _ work: (Execution) throws -> T) rethrows -> T {
    let monitor = WorkMonitor()
    monitor.begin(label, total: 0)
    let execution = Execution(threads: settings.threads, monitor: monitor)
    guard let frontEnd else { return try work(execution) }
    return try frontEnd.watch(monitor) { try work(execution) }
  }
}

extension WorkbenchSettings {
  /// How tables are shown on a screen of so many lines.
  func look(onLines lines: Int?) -> TableLook {
    var look = look
    if let rows { look.rows = RowWindow.Limit(all: rows, first: rows - rows / 2, last: rows / 4) }
    if rows == nil, let lines { look.rows = .fitting(lines) }
    return look
  }
}

extension Workbench {
  /// Carries out an entry: a command, or statements; what there is to see goes to the front end as soon as it is there.
  ///
  /// - Parameter number: the cell whose place the entry takes; nil for one behind the last cell.
  @discardableResult
  public func take(_ text: String, editing number: Int? = nil) -> Next {
    defer { sayNews() }
    if Entry.isCommand(text) { return run(command: text) }
    if let number {
      let before = staleCells
      let result = watched("running") { session.edit(number, to: text, $0) }
      show(result)
      sayStale(since: before)
      // What did not run stays to be put right; Ctrl-C leaves the cell as it was.
      if case .failed = result { return .edit(cell: number, text: text) }
    } else if let command = meant(by: text) {
      show(Shown(.text("a command begins with a dot"), .help("write `\(command)`"), role: .failure))
    } else {
      run(text)
    }
    return .entry
  }

  /// Carries out what a cell of the front end's own notebook holds besides commands: in the place of what came of it
  /// before, where it ran before.
  public func take(_ text: String, from origin: String) {
    guard meant(by: text) == nil, text.first(where: { !$0.isWhitespace }) != "|" else {
      take(text)
      return
    }
    defer { sayNews() }
    let before = staleCells
    watched("running") { session.run(text, from: origin, $0) { show($0) } }
    sayStale(since: before)
  }

  /// Takes out what came of cells that are gone from the front end's notebook, and says what is stale by that.
  public func forget(_ origins: Set<String>) {
    let before = staleCells
    if session.remove(from: origins) { sayStale(since: before) }
  }

  /// Runs statements, and shows each result when it is there.
  ///
  /// - Parameter name: what diagnostics call the text; `cell 3` where none is given.
  func run(_ text: String, named name: String? = nil) {
    let before = session.cells.last
    _ = watched("running") { session.run(text, named: name, $0) { show($0) } }
    if let before { sayReplaced(before) }
  }

  /// Says that the last cell's table was extended to one without any of its columns: a look at a table, such as its
  /// profile, takes its name.
  private func sayReplaced(_ before: NotebookCell) {
    guard let name = before.binding, let now = session.cell(before.number), now.text != before.text,
      let old = before.value?.table, let new = now.value?.table, !old.schema.names.isEmpty,
      Set(old.schema.names).isDisjoint(with: new.schema.names)
    else { return }
    show(
      Shown(
        .note("`\(name)` is what the last stage gives now, and none of its columns is left"),
        .help("`.undo` takes the stage back; a look at a table stands by itself: `\(name) | …`")))
  }

  /// Does something that may make cells stale, and says which.
  func withStaleCells<T>(_ change: () throws -> T) rethrows -> T {
    let before = staleCells
    let result = try change()
    sayStale(since: before)
    return result
  }

  /// Says which cells are stale that were not before.
  func sayStale(since before: Set<Int> = []) {
    let stale = session.cells.filter { !$0.state.holds && !before.contains($0.number) }
    if let shown = Shown(stale: stale) { show(shown) }
  }

  /// The cells whose values do not hold.
  var staleCells: Set<Int> { Set(session.cells.filter { !$0.state.holds }.map(\.number)) }

  /// The cell that a person means by its number or by the name of its result.
  ///
  /// - Throws: ``CommandMisuse`` where there is none.
  func cellNumber(_ word: String) throws -> Int {
    if let number = session.cellNumber(of: word) { return number }
    if let number = Int(word) {
      guard session.cell(number) != nil else { throw CommandMisuse(reason: "there is no cell \(number)") }
      return number
    }
    let help = Suggestions.help(for: word, among: session.scope.resultNames).map { "; \($0)" } ?? ""
    throw CommandMisuse(reason: "nothing is called `\(word)`\(help)")
  }

  /// The value of a name or a cell, computed again where it was stale.
  ///
  /// - Throws: ``CommandMisuse`` where it has none; what computing it again throws; `Cancelled`.
  func currentValue(of word: String) throws -> any Value {
    let number = try cellNumber(word)
    guard let value = try watched("running", { try session.currentValue(of: number, $0) }) else {
      throw CommandMisuse(reason: "`\(word)` has no value")
    }
    return value
  }

  /// The table of a name or a cell, to look at: one that was recorded need not be computed for that.
  ///
  /// - Throws: as ``currentValue(of:)``; ``CommandMisuse`` where it is no table.
  func table(of word: String) throws -> Table {
    if let table = session.recordedTable(of: try cellNumber(word)) { return table }
    guard let table = try currentValue(of: word).table else { throw CommandMisuse(reason: "`\(word)` is no table") }
    return table
  }

  /// The value of the cell that was shown last, or of the last cell that has one; computed again where it was stale.
  ///
  /// - Throws: what computing it again throws; `Cancelled`.
  func currentLastValue() throws -> (any Value)? {
    let isThere = lastCell.map { session.cell($0)?.isPipeline ?? false } ?? false
    guard let number = isThere ? lastCell : session.cells.last(where: \.isPipeline)?.number else { return nil }
    return try watched("running") { try session.currentValue(of: number, $0) }
  }
}

extension Workbench {
  /// Whether statements, or stages that extend the last cell, can be read.
  public func parses(_ text: String) -> Bool {
    let source = SourceID(rawValue: 0), compounds = session.catalog.compoundNames
    if text.first(where: { !$0.isWhitespace }) == "|" {
      return Parser.parseStages(text, source: source, compoundVerbs: compounds).diagnostics.isEmpty
    }
    return Parser.parse(
      text, source: source, compoundVerbs: compounds, functions: session.catalog.functionNames).diagnostics.isEmpty
  }

  /// What there is to say about a word that somebody points at: the value that has the name, or help; nil where nothing
  /// is known of it.
  public func shown(about word: String) -> Shown? {
    if let number = session.cellNumber(of: word), let value = session.cell(number)?.value {
      return Shown(blocks: [[.line(Shown.summary(of: word, value))]] + Shown(value, look: look).blocks)
    }
    return help.shown(of: word)
  }
}

/// What a front end asks about a text before it is an entry.
public enum Entry {
  /// Whether it asks or changes something about the session: it begins with a dot, and is one line.
  public static func isCommand(_ text: String) -> Bool { text.first { !$0.isWhitespace } == "." }

  /// Whether it goes on in the next line: a bracket is open, or it ends in something that needs more.
  public static func goesOn(_ text: String) -> Bool { !isCommand(text) && Parser.isIncomplete(text) }
}

extension Workbench {
  /// What people type who come from another prompt.
  private static let habits = [
    "?": HelpCommand.name, "docs": HelpCommand.name, "man": HelpCommand.name, "exit": QuitCommand.name,
    "q": QuitCommand.name, "bye": QuitCommand.name,
  ]

  /// The command that was typed without its dot, with what stood behind it: `help join`, `exit()`. Nil for anything
  /// that has a meaning of its own, or was meant as a statement.
  func meant(by text: String) -> String? {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty, !text.contains("\n") else { return nil }
    // `show plan a | …`
    if words.count > 1, words[0] == "show", SessionCommands.command("." + words[1]) != nil { words.removeFirst() }
    let first = words.removeFirst().replacing("()", with: "")
    let isTaken = session.scope.resultNames.contains(first) || session.scope.definitions[first] != nil
      || session.catalog[first] != nil
    let goesOn = words.first.map { ["=", "|", ","].contains($0.prefix(1)) } ?? false
    guard !isTaken, !goesOn, let name = Self.habits[first] ?? SessionCommands.command("." + first)?.name else {
      return nil
    }
    return ([name] + words).joined(separator: " ")
  }
}
