import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Runs the statements of a cell of a front end's own notebook. Where that cell ran before, they take the places of
  /// what came of it then, so that a notebook and its session stay one script.
  ///
  /// - Parameters:
  ///   - origin: what tells the cell from the others, for as long as the session lasts.
  ///   - onResult: called after each statement.
  public func run(
    _ text: String, from origin: String, _ execution: Execution, onResult: (CellResult) -> Void
  ) {
    let places = state.cells.filter { $0.origin == origin }.map(\.number)
    self.origin = origin
    defer { self.origin = nil }
    guard !places.isEmpty, let statements = statements(of: text) else {
      run(text, execution, onResult: onResult)
      return
    }
    var last = places[0]
    for (index, statement) in statements.enumerated() {
      let isPlace = places.indices.contains(index)
      let result = isPlace
        ? edit(places[index], to: statement.canonicalText, execution) : run(statement, execution)
      guard let result else { continue }
      last = isPlace ? places[index] : last + 1
      // Behind those that had a place; both numbers are those of cells.
      if !isPlace, let cell = result.cell, cell.number != last { try? move(cell.number, to: last) }
      onResult(result)
      guard result.isFinished else { return }
    }
    if statements.count < places.count { try? remove(Set(places[statements.count...])) }
  }

  /// Takes out what came of cells that are gone from a front end's notebook.
  /// - Returns: whether there was any.
  public func remove(from origins: Set<String>) -> Bool {
    let gone = Set(state.cells.filter { $0.origin.map(origins.contains) ?? false }.map(\.number))
    guard !gone.isEmpty else { return false }
    return (try? remove(gone)) != nil
  }

  /// The statements of a text that can be read, and does not extend a cell; nil otherwise.
  private func statements(of text: String) -> [Statement]? {
    guard text.first(where: { !$0.isWhitespace }) != "|" else { return nil }
    let (script, found) = Parser.parse(
      text, source: SourceID(rawValue: 0), compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    let cells = script.statements.filter(\.isCell)
    return found.contains { $0.severity == .error } || cells.isEmpty ? nil : cells
  }
}
