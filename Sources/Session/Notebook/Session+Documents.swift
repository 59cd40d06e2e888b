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
    let cells = closure(of: [number]).sorted().compactMap(cell)
    let lock = try lock(of: cells, blocks: nil, execution)
    let pair = Pairing.pair(Recorder.text(of: cells.map(\.text)), with: lock)
    return Documents(cells: cells, script: pair.script, lock: pair.lock)
  }
}
