import Kernels
import Language
import Syntax

extension Session {
  /// Takes the lock's part of a cell, where it is not there yet.
  func addFingerprint(to cell: inout NotebookCell, blocks: BlockStore?, _ execution: Execution) throws {
    let taken = try cell.fingerprint ?? cell.value.map { try fingerprinter.fingerprint($0, execution) } ?? []
    if let value = cell.value { try blocks?.add(value, taken, execution) }
    cell.fingerprint = taken
  }
}
