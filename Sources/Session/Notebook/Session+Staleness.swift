import Language
import Syntax

extension Session {
  /// The place above a cell.
  func place(above number: Int) -> Place {
    guard number <= state.cells.count else { return state.end }
    var place = Place(state.end.interpreter.restarted)
    for cell in state.cells.prefix(number - 1) { place.pass(cell) }
    return place
  }

  /// Finds out anew what each cell reads and whether its value still is what a run from the start would give.
  func settle() {
    let lastWriters = lastWriters
    var place = Place(state.end.interpreter.restarted)
    for index in state.cells.indices {
      var cell = state.cells[index]
      cell.reads = place.reads(of: cell)
      cell.reason = staleness(of: cell, at: place, lastWriters)
      cell.state = cell.reason != nil ? .stale : cell.isFromLock ? .recorded : .done
      if cell.reason == nil, let failure = cell.computation?.failure { (cell.state, cell.reason) = (.failed, failure) }
      state.cells[index] = cell
      place.pass(cell)
    }
    state.end = place
    state.isFresh = state.cells.allSatisfy { $0.state == .done }
  }

  /// The runs that what a cell reads comes from now.
  func versions(of reads: [Dependency: Int]) -> [Dependency: Int] {
    reads.mapValues { cell($0)?.computation?.revision ?? 0 }
  }

  private func staleness(of cell: NotebookCell, at place: Place, _ lastWriters: [String: Int]) -> String? {
    guard let computation = cell.computation else { return "not run yet" }
    let reads = cell.reads.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }
    for (dependency, number) in reads {
      guard let source = self.cell(number), !source.state.holds else { continue }
      return "\(dependency.text) is \(source.state == .failed ? "not there" : "stale") (cell \(number))"
    }
    let now = versions(of: cell.reads)
    for (dependency, number) in reads where now[dependency] != computation.versions[dependency] {
      return "\(dependency.text) changed (cell \(number))"
    }
    if let gone = computation.versions.keys.filter({ now[$0] == nil }).map(\.text).sorted().first {
      return "\(gone) is gone"
    }
    if case .parameter(let declaration) = cell.statement.kind, overrides[declaration.name.text] != computation.setting {
      return "it was set"
    }
    if computation.failure != nil { return nil }
    if let clash = place.names.clash(of: cell.statement) { return clash.message }
    let overwritten = cell.outputs.first { path in
      let path = FilePath.standard(path)
      return lastWriters[path] == cell.number && writers[path] != computation.revision
    }
    return overwritten.map { "\($0) holds something else" }
  }

  /// For each file the last cell that wrote it.
  private var lastWriters: [String: Int] {
    state.cells.reduce(into: [:]) { found, cell in
      for path in cell.outputs { found[FilePath.standard(path)] = cell.number }
    }
  }
}

extension Dependency {
  /// As it is named to a person.
  var text: String {
    switch self {
    case .name(let name): "`\(name)`"
    case .seed: "the seed"
    case .options: "the options of the script"
    case .tracking: "the tracking server"
    case .file(let path): path
    }
  }
}
