import Kernels
import Language
import Syntax

extension Session {
  /// Takes the lock's part of a cell, where it is not there yet.
  func addFingerprint(to cell: inout NotebookCell, blocks: BlockStore?, _ execution: Execution) throws {
    let (known, value) = (cell.fingerprint, cell.value)
    cell.fingerprint = try MemoryBrake.watch(execution.monitor) {
      let taken = try known ?? value.map { try fingerprinter.fingerprint($0, execution) } ?? []
      blocks?.count(cell.inputs)
      if let value { try blocks?.add(value, taken, execution) }
      return taken
    }
  }

  /// Begins to take the lock's part of a cell behind those that come next.
  func beginRecord(of cell: NotebookCell, _ execution: Execution) throws {
    guard let value = cell.value else { return }
    begunRecord = (cell, try fingerprinter.begin(value, isBehind: true, execution))
  }

  /// Takes the rest of the lock's part of the cell that was begun, before its value may go.
  func finishRecord(_ execution: Execution) throws {
    guard let (cell, begun) = begunRecord else { return }
    begunRecord = nil
    execution.monitor.begin("recording", total: 0)
    try MemoryBrake.watch(execution.monitor) {
      let taken = try fingerprinter.finish(begun, execution)
      state.cells[cell.number - 1].fingerprint = taken
      options.blocks?.count(cell.inputs)
      if let value = cell.value { try options.blocks?.add(value, taken, execution) }
    }
  }
}
