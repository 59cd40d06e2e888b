import Kernels
import Language
import Syntax

extension Session {
  /// The names that a statement reads, each with the number of the cell that had bound it.
  func sources(of statement: Statement) -> [String: Int] {
    let names = NameUses.names(in: statement, catalog: catalog, definitions: scope.definitions)
    return state.definers.filter { names.contains($0.key) }
  }

  /// Notes that a cell has a new value: its name now means it, and what came from the old value is stale.
  func settle(_ cell: NotebookCell) {
    var changed: Set<Int> = [cell.number]
    if let name = cell.binding, let before = state.definers.updateValue(cell.number, forKey: name) {
      changed.insert(before)
    }
    let ancestors = ancestors(of: cell)
    for index in state.cells.indices {
      let number = state.cells[index].number
      let isAffected = !changed.isDisjoint(with: state.cells[index].sources.values)
      guard isAffected, number != cell.number, !ancestors.contains(number) else { continue }
      state.cells[index].state = .stale
      changed.insert(number)
    }
  }

  /// The cells that a cell was computed from, and those that they were.
  func ancestors(of cell: NotebookCell) -> Set<Int> {
    var found: Set<Int> = [], open = Array(cell.sources.values)
    while let number = open.popLast() {
      guard found.insert(number).inserted, let source = self.cell(number) else { continue }
      open += source.sources.values
    }
    return found
  }

  /// The numbers of the cells that were computed from a cell, directly or not.
  func descendants(of number: Int) -> Set<Int> {
    var found: Set<Int> = [number]
    var grew = true
    while grew {
      let next = state.cells.filter { !found.isDisjoint(with: $0.sources.values) }.map(\.number)
      grew = !found.isSuperset(of: next)
      found.formUnion(next)
    }
    return found.subtracting([number])
  }

  /// Takes the lock's part of a cell, where it is not there yet.
  func addFingerprint(to cell: inout NotebookCell, blocks: BlockStore?, _ execution: Execution) throws {
    let taken = try cell.fingerprint ?? cell.value.map { try fingerprinter.fingerprint($0, execution) } ?? []
    if let value = cell.value { try blocks?.add(value, taken, execution) }
    cell.fingerprint = taken
  }
}
