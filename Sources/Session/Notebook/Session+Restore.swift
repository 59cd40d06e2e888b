import Files
import Kernels
import Language

extension Session {
  /// Takes over from a lock what it says of the cells whose files are as they were. What depends on nothing else than
  /// such cells holds, and is computed when something reads it.
  ///
  /// - Parameter lock: of the script that the cells are from.
  /// - Throws: `Cancelled`.
  func restore(from lock: Lock, _ execution: Execution) throws {
    guard lock.detail >= Lock.tellingFiles, lock.overrides == overrides, lock.cells.count == state.cells.count else {
      return
    }
    // What declarations say is read, and not remembered.
    for cell in state.cells where cell.isDeclaration(catalog) { _ = rerun(cell.number, execution) }
    var candidates: [Int] = []
    let files = try unchangedFiles(of: lock, execution)
    // What another cell reads must have its bytes, or the cell that wrote it has to write it again.
    let read = Set(lock.cells.flatMap(\.inputs).map { FilePath.standard($0.path) })
    let unchanged = Set(files.keys.map(FilePath.standard))
    func isThere(_ file: WrittenFile) -> Bool {
      let path = FilePath.standard(file.path)
      return FileSystem.byteCount(file.path) == file.bytes && (!read.contains(path) || unchanged.contains(path))
    }
    for (index, locked) in lock.cells.enumerated() {
      guard !state.cells[index].isDeclaration(catalog),
        locked.statementHash == state.cells[index].statement.contentHash,
        locked.inputs.allSatisfy({ $0.pattern == nil && files[$0.path] == $0 }),
        locked.outputs.allSatisfy(isThere)
      else { continue }
      state.cells[index].take(locked)
      candidates.append(index)
    }
    // What each reads follows from the names and files of those above.
    settle()
    for index in candidates { restore(index) }
    settle()
  }

  /// Lets what a lock says of a cell hold, where all that the cell reads does.
  private func restore(_ index: Int) {
    let cell = state.cells[index]
    guard cell.reads.values.allSatisfy({ self.cell($0)?.state.holds ?? false }) else {
      state.cells[index].forgetLock()
      return
    }
    revision += 1
    state.cells[index].computation = Computation(
      revision: revision, versions: versions(of: cell.reads), setting: nil, usesSeed: true)
    state.cells[index].state = .recorded
    for path in cell.outputs { writers[FilePath.standard(path)] = revision }
  }

  /// The files that a lock names and that have the bytes they had, by path.
  private func unchangedFiles(of lock: Lock, _ execution: Execution) throws -> [String: InputFile] {
    let all = lock.cells.flatMap(\.inputs).filter { $0.pattern == nil }
    var first: [String: InputFile] = [:]
    for file in all where first[file.path] == nil { first[file.path] = file }
    let files = first.values.sorted { $0.path < $1.path }
    execution.monitor.begin("comparing files", total: files.count)
    let same = try execution.map(count: files.count) { files[$0].isThere ?? false }
    return Dictionary(uniqueKeysWithValues: zip(files, same).filter(\.1).map { file, _ in (file.path, file) })
  }
}

extension NotebookCell {
  /// Whether it says what others read, and takes no time.
  fileprivate func isDeclaration(_ catalog: Catalog) -> Bool {
    switch statement.kind {
    case .pipeline: statement.setsTracking(catalog)
    case .assertion, .expression: false
    default: true
    }
  }

  /// Takes what a lock says of the cell. Whether it drew random numbers is not known, so that it counts as if it had.
  fileprivate mutating func take(_ locked: LockedCell) {
    (inputs, outputs, defaults) = (locked.inputs, locked.outputs.map(\.path), locked.defaults)
    (fingerprint, isFromLock, exported) = (locked.values, true, nil)
    computation = Computation(revision: 0, versions: [:], setting: nil, usesSeed: true)
  }

  /// Goes back to knowing nothing: the cell has not run.
  fileprivate mutating func forgetLock() {
    (inputs, outputs, defaults, fingerprint, isFromLock, computation) = ([], [], [], nil, false, nil)
    exported = nil
  }
}
