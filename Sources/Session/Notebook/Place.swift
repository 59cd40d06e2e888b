import Language
import Syntax

/// A place between two cells: what the cells above it have given their meanings.
struct Place: Sendable {
  /// With the values that hold.
  var interpreter: Interpreter
  /// The names without their values, stale ones among them.
  private(set) var names = Scope()
  /// For each name, the seed and each file that was written, the cell that it comes from.
  private(set) var definers: [Dependency: Int] = [:]

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// Moves below a cell.
  mutating func pass(_ cell: NotebookCell) {
    if cell.state == .done {
      interpreter.adopt(cell.contribution)
    } else {
      interpreter.pass(over: cell.statement)
      // A clash with a result above leaves the name without a value, too.
      if let name = cell.binding { interpreter.release { $0 == name } }
    }
    note(cell)
  }

  /// Moves below a cell that the interpreter has just run.
  mutating func note(_ cell: NotebookCell) {
    names.reserveNames(of: cell.statement)
    if let name = cell.binding { definers[.name(name)] = cell.number }
    if case .seed = cell.statement.kind { definers[.seed] = cell.number }
    if case .option = cell.statement.kind { definers[.options] = cell.number }
    if cell.statement.setsTracking(interpreter.catalog) { definers[.tracking] = cell.number }
    for path in cell.outputs { definers[.file(FilePath.standard(path))] = cell.number }
  }

  /// The names that a statement reads here, each with the cell that binds it.
  func reads(of statement: Statement) -> [Dependency: Int] {
    let names = NameUses.sources(of: statement, catalog: interpreter.catalog, definitions: names.definitions)
    var found = names.reduce(into: [:]) { found, name in found[Dependency.name(name)] = definers[.name(name)] }
    // What holds for a whole script holds for every pipeline below it.
    if case .pipeline = statement.kind { found[.options] = definers[.options] }
    if statement.needsTracking(interpreter.catalog) { found[.tracking] = definers[.tracking] }
    return found
  }

  /// All that a cell reads here: names, and what its last run has shown besides.
  func reads(of cell: NotebookCell) -> [Dependency: Int] {
    var found = reads(of: cell.statement)
    if cell.computation?.usesSeed ?? false { found[.seed] = definers[.seed] }
    if cell.inputs.contains(where: \.isRegistered) { found[.tracking] = definers[.tracking] }
    for input in cell.inputs {
      let path = FilePath.standard(input.path)
      if let writer = writer(of: path) { found[.file(path)] = writer }
    }
    return found
  }

  /// The cell that wrote a file, or the folder that it lies in.
  func writer(of path: String) -> Int? {
    if let writer = definers[.file(path)] { return writer }
    return definers.first { entry in
      if case .file(let folder) = entry.key { path.hasPrefix(folder + "/") } else { false }
    }?.value
  }
}
