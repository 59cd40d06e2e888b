import Kernels
import Language

extension Session {
  /// A cell with all that it depends on, as a script of its own.
  public struct Documents {
    /// The cells, in the order of the script.
    public let cells: [NotebookCell]
    /// The script.
    public let script: String
    /// What a run of the script must come to.
    public let lock: Lock
  }

  /// A script of a cell and of what it depends on, with its lock.
  ///
  /// - Throws: `Cancelled`; what taking a fingerprint throws.
  public func documents(of number: Int, _ execution: Execution) throws -> Documents {
    var lock = Lock(), cells: [NotebookCell] = []
    for number in closure(of: [number]).sorted() {
      guard var cell = cell(number) else { continue }
      try addFingerprint(to: &cell, blocks: nil, execution)
      state.cells[number - 1].fingerprint = cell.fingerprint
      cells.append(cell)
      lock.cells.append(LockedCell(cell, place: cells.count))
    }
    let parameters = Set(cells.compactMap(\.binding))
    lock.overrides = overrides.filter { parameters.contains($0.key) }
    let pair = Pairing.pair(Recorder.text(of: cells.map(\.text)), with: lock.within(lock.limit))
    return Documents(cells: cells, script: pair.script, lock: pair.lock)
  }
}
