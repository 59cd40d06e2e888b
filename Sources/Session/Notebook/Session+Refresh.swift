import Diagnostics
import Kernels
import Language
import Syntax

extension Session {
  /// Computes again what is stale of some cells and of all that they depend on, in order.
  ///
  /// - Throws: what the first of them that fails throws; `Cancelled`.
  public func refresh(_ numbers: some Sequence<Int>, _ execution: Execution) throws {
    let wanted = Set(numbers)
    guard !state.isFresh, !wanted.isEmpty else { return }
    var done: [Recomputation] = [], visited: Set<Int> = []
    defer { if !done.isEmpty { announce(done) } }
    // What a cell reads may change when a cell above it is computed.
    while let number = pending(of: wanted).subtracting(visited).min(), let cell = cell(number) {
      visited.insert(cell.number)
      let recomputation = recompute(cell.number, execution)
      switch recomputation.result {
      case .finished: done.append(recomputation)
      case .cancelled(let remark): throw Cancelled(remark)
      case .failed(let diagnostics): throw Diagnostics([Session.sourceFails(cell)] + diagnostics)
      }
    }
  }

  /// Computes again all cells whose values do not hold, in order. What reads a cell that fails is left as it is.
  @discardableResult
  public func rerun(_ execution: Execution, onResult: (Recomputation) -> Void = { _ in }) -> [Recomputation] {
    var results: [Recomputation] = [], visited: Set<Int> = []
    while let cell = state.cells.first(where: { cell in
      let isReady = cell.reads.values.allSatisfy { self.cell($0)?.state.holds ?? false }
      return !cell.state.holds && isReady && !visited.contains(cell.number)
    }) {
      visited.insert(cell.number)
      let result = rerun(cell.number, execution)
      results.append(result)
      onResult(result)
      if case .cancelled = result.result { break }
    }
    return results
  }

  /// Computes a cell again, also where its value holds, after what it depends on.
  public func rerun(_ number: Int, _ execution: Execution) -> Recomputation {
    guard let cell = cell(number) else {
      return Recomputation(number: number, result: .failed([Session.noSuchCell(number)]), change: nil)
    }
    if let failure = failure({ try refresh(cell.reads.values, execution) }) {
      return Recomputation(number: number, result: failure, change: nil)
    }
    return recompute(number, execution)
  }

  /// The value of a cell, computed again where it was stale.
  ///
  /// - Throws: what computing it again throws; `Cancelled`.
  public func currentValue(of number: Int, _ execution: Execution) throws -> (any Value)? {
    try refresh([number], execution)
    return cell(number)?.value
  }

  /// The number of the cell whose result a name means behind the last cell.
  public func cellNumber(of name: String) -> Int? { state.end.definers[.name(name)] }

  private func recompute(_ number: Int, _ execution: Execution) -> Recomputation {
    let before = state.cells[number - 1]
    // What a lock vouches for was told when it ran.
    isTelling = before.state != .recorded
    defer { isTelling = true }
    let result = attempt(number: number, text: before.text, isCell: true, execution) {
      var cell = try compute(before.statement, number: number, execution)
      if before.state == .recorded { try compare(&cell, withLocked: before, execution) }
      put(cell)
      return state.cells[number - 1]
    } ?? .cancelled(nil)
    if case .failed(let diagnostics) = result, before.state != .done {
      revision += 1
      let reads = state.cells[number - 1].reads
      state.cells[number - 1].computation = Computation(
        revision: revision, versions: versions(of: reads), setting: before.binding.flatMap { overrides[$0] },
        usesSeed: before.computation?.usesSeed ?? false, failure: diagnostics.first?.message ?? "")
      settle()
    }
    let change = result.cell.map {
      ContributionChange(of: $0.binding, from: before.contribution, to: $0.contribution, fingerprinter, execution)
    }
    return Recomputation(number: number, result: result, change: change)
  }

  /// Compares a cell with what its lock said of it until now. Where that was right, what was computed from it holds.
  private func compare(_ cell: inout NotebookCell, withLocked before: NotebookCell, _ execution: Execution) throws {
    try addFingerprint(to: &cell, blocks: nil, execution)
    let recorded = LockedCell(before, place: cell.number), now = LockedCell(cell, place: cell.number)
    let difference = CellDifference.between(recorded, now, value: cell.value, original: nil, blocks: nil)
    if let difference {
      cell.notes.append("this is not what the lock of the script says: \(difference.lines.joined(separator: "; "))")
    } else if let revision = before.computation?.revision {
      cell.computation?.revision = revision
      for path in cell.outputs { writers[FilePath.standard(path)] = revision }
    }
  }

  /// Puts a cell that has run into its place.
  func put(_ cell: NotebookCell) {
    state.cells[cell.number - 1] = cell
    settle()
  }

  /// Those of some cells whose values are not here, and of what they read all that has to be computed for them.
  private func pending(of numbers: Set<Int>) -> Set<Int> {
    var found: Set<Int> = [], open = Array(numbers)
    while let number = open.popLast() {
      guard let cell = cell(number), cell.state != .done, found.insert(number).inserted else { continue }
      open += cell.reads.values
    }
    return found
  }

  /// Some cells and all that they read, as the script stands.
  func closure(of numbers: Set<Int>) -> Set<Int> {
    var found: Set<Int> = [], open = Array(numbers)
    while let number = open.popLast() {
      guard let cell = cell(number), found.insert(number).inserted else { continue }
      open += cell.reads.values
    }
    return found
  }

  /// What some work throws, as the result of a cell.
  func failure(_ work: () throws -> Void) -> CellResult? {
    do {
      try work()
      return nil
    } catch let stop as Cancelled {
      return .cancelled(stop.remark)
    } catch { return .failed(Session.diagnostics(of: error)) }
  }

  private static func sourceFails(_ cell: NotebookCell) -> Diagnostic {
    Diagnostic(
      code: SessionCodes.staleSource, "cell \(cell.number) has to be computed again first, and it fails",
      help: "`.edit \(cell.number)` changes it")
  }

  static func noSuchCell(_ number: Int) -> Diagnostic {
    Diagnostic(code: SessionCodes.noSuchCell, "there is no cell \(number)", help: "`.cells` lists them")
  }
}
