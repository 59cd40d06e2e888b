import Columns
import Diagnostics
import Language
import Session
import Syntax

extension Workbench {
  /// Carries out an entry: a command, or statements; what there is to see goes to the front end as soon as it is there.
  ///
  /// - Parameter number: the cell whose place the entry takes; nil for one behind the last cell.
  @discardableResult
  public func take(_ text: String, editing number: Int? = nil) -> Next {
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

/// What a front end asks about a text before it is an entry.
public enum Entry {
  /// Whether it asks or changes something about the session: it begins with a dot, and is one line.
  public static func isCommand(_ text: String) -> Bool { text.first { !$0.isWhitespace } == "." }

  /// Whether it goes on in the next line: a bracket is open, or it ends in something that needs more.
  public static func goesOn(_ text: String) -> Bool { !isCommand(text) && Parser.isIncomplete(text) }
}
