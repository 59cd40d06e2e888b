import Columns
import Diagnostics
import Files
import Kernels
import Language
import Syntax

/// How the run of a whole script ended.
public struct ScriptRun: Sendable {
  /// The cells of the script, run or not.
  public let cellCount: Int
  /// How the script ended.
  public let end: End

  /// How a script ends.
  public enum End: Sendable {
    case done
    case failed([Diagnostic])
    case cancelled
    /// Whoever watched did not want more.
    case stopped
  }
}

extension Session {
  /// Runs a script from its first statement to its last, or to the first that fails. Nothing runs unless the whole
  /// script can be read and declares all parameters that were set.
  ///
  /// - Parameter onCell: called with each cell that has run and its value; false ends the run.
  public func runScript(
    _ text: String, named name: String, _ execution: Execution, onCell: (NotebookCell, (any Value)?) -> Bool
  ) -> ScriptRun {
    let source = sources.add(name: name, text: text)
    let (script, diagnostics) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    let count = script.statements.count { $0.isCell }
    let errors = diagnostics.filter { $0.severity == .error } + wrongSettings(in: script)
    guard errors.isEmpty else { return ScriptRun(cellCount: count, end: .failed(errors)) }
    let uses = options.keepsValues ? nil : RemainingUses(script.statements, catalog: catalog)
    for (index, statement) in script.statements.enumerated() {
      if case .comments = statement.kind {
        state.text = statement.leadingComments
        continue
      }
      if let uses {
        state.end.interpreter.cache.keepsEntries = uses.loadsAgain(statement, at: index, state.end.interpreter)
      }
      let recordsLater = isRecordedLater(statement, at: index, uses, execution)
      switch run(statement, execution, recordsLater: recordsLater) {
      case .finished(let cell):
        if !onCell(cell, cell.value) { return ScriptRun(cellCount: count, end: .stopped) }
        if let end = wrapUp(recordsLater ? cell : nil, at: index, uses, execution) {
          return ScriptRun(cellCount: count, end: end)
        }
      case .failed(let diagnostics): return ScriptRun(cellCount: count, end: .failed(diagnostics))
      case .cancelled: return ScriptRun(cellCount: count, end: .cancelled)
      case nil: continue
      }
    }
    return ScriptRun(cellCount: count, end: wrapUp(nil, at: nil, uses, execution) ?? .done)
  }

  /// Whether a statement's value is there while the next one runs anyhow, so that its fingerprint may wait.
  private func isRecordedLater(
    _ statement: Statement, at index: Int, _ uses: RemainingUses?, _ execution: Execution
  ) -> Bool {
    guard options.takesFingerprints, options.recordsBehind, execution.threads > 1, let uses else { return false }
    return statement.boundName.map { uses.mayRead($0.text, behind: index) } ?? false
  }

  /// Records what was left to be recorded, lets go of what nothing reads any more, and begins to record a cell.
  /// - Returns: how the script ends, where it does.
  private func wrapUp(
    _ cell: NotebookCell?, at index: Int?, _ uses: RemainingUses?, _ execution: Execution
  ) -> ScriptRun.End? {
    do {
      try finishRecord(execution)
      if let uses, let index { release { !uses.mayRead($0, behind: index) } }
      if let cell { try beginRecord(of: cell, execution) }
      return nil
    } catch is Cancelled {
      return .cancelled
    } catch {
      return .failed(Session.diagnostics(of: error))
    }
  }

  /// Lets go of results that nothing reads any more, and of what was kept beside them.
  private func release(where isUnused: (String) -> Bool) {
    state.end.interpreter.release(where: isUnused)
    fingerprinter.keepOnly(scope.bindings.values)
    FreedMemory.giveBack()
  }

  /// A diagnostic for each `--set` that the script has no use for: its parameter is not there, or of another type.
  func wrongSettings(in script: Script) -> [Diagnostic] {
    let declared = script.statements.compactMap { statement -> ParameterDeclaration? in
      if case .parameter(let declaration) = statement.kind { declaration } else { nil }
    }
    return unknownParameters(in: script) + declared.compactMap { declaration in
      options.overrides[declaration.name.text].flatMap { Interpreter.problem(with: $0, for: declaration) }
    }
  }

  /// A diagnostic for each `--set` whose parameter the script does not declare.
  func unknownParameters(in script: Script) -> [Diagnostic] {
    let declared = script.statements.compactMap { statement -> String? in
      if case .parameter(let declaration) = statement.kind { declaration.name.text } else { nil }
    }
    return options.overrides.keys.sorted().filter { !declared.contains($0) }.map { name in
      Session.unknownParameter(name, among: declared, "the script")
    }
  }

  static func unknownParameter(_ name: String, among declared: [String], _ place: String) -> Diagnostic {
    let near = Suggestions.nearest(to: name, in: declared)
    return Diagnostic(
      code: SessionCodes.unknownParameter, "\(place) has no parameter `\(name)`",
      notes: [declared.isEmpty ? "it declares none" : "it declares \(Prose.list(declared.map { "`\($0)`" }))"],
      help: near.first.map { "did you mean `\($0)`?" })
  }

  /// The lock of the cells as they stand in the script that ran.
  public var scriptLock: Lock {
    var lock = Lock()
    lock.overrides = options.overrides
    lock.cells = cells.map { LockedCell($0, place: $0.number) }
    return lock.within(lock.limit)
  }

  /// How what ran compares with a lock, in a sentence for people.
  /// - Parameter lock: nil where there is none.
  public func comparison(with lock: Lock?) -> String {
    guard let lock else { return "no lock to compare with" }
    let now = scriptLock
    for (before, cell) in zip(lock.cells, now.cells)
    where before.statementHash != cell.statementHash || before.values != cell.values {
      return "differs from its lock, at cell \(cell.number) first"
    }
    let counts = (now.cells.count, lock.cells.count)
    guard counts.0 == counts.1 else { return "has \(Prose.count(counts.0, "cell")), its lock \(counts.1)" }
    return "identical to its lock, to the last bit"
  }

  /// Writes a script and its lock. Both are on the disk before either gets its name, the script first.
  static func write(_ text: String, _ lock: Lock, to path: String, replaces: Bool = true) throws(FileFailure) {
    let pair = Pairing.pair(text, with: lock)
    var script = try AtomicFile(path: path), second = try AtomicFile(path: Lock.path(for: path))
    try script.write(Array(pair.script.utf8))
    try second.write(Array(pair.lock.text.utf8))
    try script.sync()
    try second.sync()
    let others = FolderLock(FileSystem.folder(of: path) ?? ".")
    try script.commit(replaces: replaces)
    try second.commit()
    _ = consume others
  }

  /// Writes the lock of a script that ran from a file, then the blocks that it speaks of. A mark of another lock in the
  /// script becomes that of this one.
  ///
  /// - Parameters:
  ///   - text: the script as it ran.
  ///   - blocks: begun anew for this run.
  public static func write(
    _ lock: Lock, to path: String, of script: String, _ text: String, blocks: BlockStore?
  ) throws {
    var lock = lock
    let pairing = Pairing(text), marked: String
    lock.scriptHash = pairing.scriptHash
    let lockText = lock.text
    try writing { try writeLock(lockText, to: path, blocks) }
    blocks?.publish(besideLockOf: lockText.utf8.count)
    marked = pairing.text(markedWith: lock)
    guard pairing.lockHash != nil, marked != text, (try? FileSystem.readText(script)) == text else { return }
    // Without it the two still belong together: the lock speaks of this script.
    try? AtomicFile.write(marked, to: script)
  }

  /// Where there is no room for both, the lock goes before the blocks.
  private static func writeLock(_ text: String, to path: String, _ blocks: BlockStore?) throws(FileFailure) {
    do throws(FileFailure) { try AtomicFile.write(text, to: path) } catch {
      blocks?.clear()
      try AtomicFile.write(text, to: path)
    }
  }

  /// Reads a script, or the cells of a notebook as one.
  /// - Throws: `Diagnostic` where it cannot be read.
  public static func readScript(_ path: String) throws -> String {
    let text: String
    do { text = try FileSystem.readText(path) } catch {
      throw Diagnostic(code: SessionCodes.missingFile, error.description)
    }
    return NotebookFile.isNotebook(path) ? try NotebookFile.script(Array(text.utf8), named: path) : text
  }

  /// What to say where a script and the lock beside it do not belong together, or its lock is gone.
  public static func pairingNote(ofScript path: String, _ text: String, lock lockPath: String) -> String? {
    guard FileSystem.exists(lockPath) else { return Pairing(text).note(on: nil, script: path) }
    return (try? readLock(lockPath, ofScript: path)).flatMap { Pairing(text).note(on: $0, script: path) }
  }

  /// Reads a lock.
  /// - Throws: `Diagnostic` where there is none, or none that this program reads.
  ///
  /// - Parameter text: the script's text, for what it tells of its lock.
  public static func readLock(_ path: String, ofScript script: String, _ text: String = "") throws -> Lock {
    guard FileSystem.exists(path) else {
      throw Diagnostic(
        code: SessionCodes.missingLock, "there is no \(path) to compare with",
        notes: [Pairing(text).note(on: nil, script: script)].compactMap { $0 },
        help: "record one: `carnet run \(script)`")
    }
    guard let text = try? FileSystem.readText(path), let lock = Lock(text: text) else {
      throw Diagnostic(
        code: SessionCodes.unreadableLock, "\(path) cannot be read as a lock",
        help: "remove it, then record a new one: `carnet run \(script)`")
    }
    return lock
  }
}
