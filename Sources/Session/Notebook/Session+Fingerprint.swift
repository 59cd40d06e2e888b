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
}
