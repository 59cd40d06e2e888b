import Diagnostics
import Files
import Language
import Session
import Verbs
import Workbench

extension Program {
  /// Runs a script that is no file: nothing is kept of it.
  func runScript(_ text: String, named name: String) -> ExitCode {
    var options = Session.Options()
    options.overrides = invocation.settings
    options.keepsValues = false
    let tracks = Session.tracks(text, .standard)
    options.takesFingerprints = tracks
    let session = Session(catalog: .standard, options: options)
    ending.session = session
    let tracker = tracks ? track(session, as: name, keepsValues: false) : nil
    let code = run(text, named: name, in: session)
    finish(tracker, session, text, code)
    return code
  }

  /// Runs a script file, and records it where that was not done before.
  func runFile(_ file: String) -> ExitCode {
    let lockPath = invocation.lock ?? Lock.path(for: file)
    let hasLock = FileSystem.exists(lockPath)
    do {
      let text = try Session.readScript(file)
      // A server is told what a run came to, also where that was recorded before.
      let tracks = Session.tracks(text, .standard), records = !hasLock || tracks
      var options = Session.Options()
      options.overrides = invocation.settings
      options.keepsValues = false
      (options.takesFingerprints, options.recordsBehind) = (records, records)
      if !hasLock { options.blocks = BlockStore(path: blocksPath(lock: lockPath), isNew: true) }
      let session = Session(catalog: .standard, options: options)
      ending.session = session
      session.runLog = RunLog(script: file)
      if let note = Session.pairingNote(ofScript: file, text, lock: lockPath) { output.say("note: \(note)") }
      let tracker = tracks ? track(session, as: file, keepsValues: false) : nil
      let code = run(text, named: file, in: session)
      if code == .done, !hasLock { writeLock(of: session, to: lockPath, file, text, options.blocks) }
      finish(tracker, session, text, code)
      return code
    } catch {
      return report(error, Session(catalog: .standard))
    }
  }

  private func writeLock(of session: Session, to path: String, _ file: String, _ text: String, _ blocks: BlockStore?) {
    do {
      try Session.write(session.scriptLock, to: path, of: file, text, blocks: blocks)
    } catch {
      output.say("note: no lock was written: \((error as? Diagnostic)?.message ?? "\(error)")")
    }
  }

  /// The store of blocks beside a lock.
  func blocksPath(lock: String) -> String {
    BlockStore.path(for: lock.hasSuffix(".lock") ? String(lock.dropLast(".lock".count)) : lock)
  }

  func report(_ error: any Error, _ session: Session) -> ExitCode {
    let diagnostics = (error as? Diagnostic).map { [$0] } ?? []
    if diagnostics.isEmpty { output.say("carnet: \(error)") } else { output.say(diagnostics, session.sources) }
    return ExitCode(diagnostics)
  }

  /// - Parameter onCell: called with each cell that has run.
  func run(
    _ text: String, named name: String, in session: Session, onCell: (NotebookCell) -> Void = { _ in }
  ) -> ExitCode {
    var stopwatch = Stopwatch()
    let run = Interrupts.watch(monitor) { watch in
      session.runScript(text, named: name, execution) { cell, value in
        watch.erase()
        if invocation.showsTimings { output.say("time: cell \(cell.number) \(stopwatch.lap()) s") }
        onCell(cell)
        show(cell, value)
        return true
      }
    }
    return finish(run.end, session)
  }

  private func show(_ cell: NotebookCell, _ value: (any Value)?) {
    if invocation.showsStatements {
      var shown = Shown(.code(cell.text))
      for block in Shown(cell).blocks { shown.add(block) }
      output.show(shown)
      return output.show("")
    }
    // A chart is in its file; what a stage behind an export makes is nowhere else.
    let isInFile = cell.exported != nil || !cell.outputs.isEmpty && value?.table == nil
    if let value, cell.binding == nil, !isInFile { output.show(value) }
    output.sayNotes(of: cell)
  }

  func finish(_ end: ScriptRun.End, _ session: Session) -> ExitCode {
    switch end {
    case .done, .stopped: return .done
    case .cancelled:
      output.say("cancelled")
      return .cancelled
    case .failed(let diagnostics):
      let (settings, others) = diagnostics.parted { $0.primary == nil && $0.labels.isEmpty && $0.isAboutSetting }
      for setting in settings { output.say(setting.line) }
      if !others.isEmpty { output.say(others, session.sources) }
      return ExitCode(diagnostics)
    }
  }
}

extension Diagnostic {
  /// Whether a value from the command line is wrong.
  fileprivate var isAboutSetting: Bool {
    [SessionCodes.unknownParameter.code, DiagnosticCode.wrongValue.code].contains(code)
  }

  /// In one line.
  fileprivate var line: String {
    (["error[\(code)]: \(message)"] + notes + [help].compactMap { $0 }).joined(separator: "; ")
  }
}

extension Array {
  /// Those of which something is true, and the others.
  fileprivate func parted(_ isFirst: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}
