import Kernels
import Language

extension Session {
  /// Computes a cell once more on one thread, from files read anew and from the values of the cells that it reads, and
  /// compares. The cell keeps its value.
  ///
  /// - Returns: what differs, in lines to print; none where the cell is deterministic.
  /// - Throws: `Diagnostic` where there is no such cell; what computing it throws; `Cancelled`.
  public func twice(_ number: Int, _ execution: Execution) throws -> [String] {
    guard cell(number) != nil else { throw Session.noSuchCell(number) }
    try refresh([number], execution)
    var before = state.cells[number - 1]
    try addFingerprint(to: &before, blocks: nil, execution)
    state.end.interpreter.cache.forget()
    let single = Execution(threads: 1, monitor: execution.monitor)
    var after = try compute(before.statement, number: number, single)
    try addFingerprint(to: &after, blocks: nil, execution)
    let difference = CellDifference.between(
      LockedCell(before, place: number), LockedCell(after, place: number), value: after.value, original: before.value,
      blocks: nil)
    // What the second run has written is the same, and else the cell is stale.
    if difference == nil, let revision = before.computation?.revision {
      for path in after.outputs { writers[FilePath.standard(path)] = revision }
    }
    state.cells[number - 1].fingerprint = before.fingerprint
    settle()
    return difference?.lines ?? []
  }
}
