import Diagnostics
import Files
import Language
import Session
import Verbs

extension Program {
  /// Runs a script that is no file: nothing is kept of it.
  func runScript(_ text: String, named name: String) -> ExitCode {
    var options = Session.Options()
    options.overrides = invocation.settings
    options.keepsValues = false
    return run(text, named: name, in: Session(catalog: .standard, options: options))
  }

  /// Runs a script file, and records it where that was not done before.
  func runFile(_ file: String) -> ExitCode {
    let lockPath = invocation.lock ?? Lock.path(for: file)
    let records = !FileSystem.exists(lockPath)
    var options = Session.Options()
    options.overrides = invocation.settings
    options.keepsValues = false
    options.takesFingerprints = records
    if records { options.blocks = BlockStore(path: blocksPath(lock: lockPath), isNew: true) }
    let session = Session(catalog: .standard, options: options)
    do {
      let text = try Session.readScript(file)
      if let note = Session.pairingNote(ofScript: file, text, lock: lockPath) { output.say("note: \(note)") }
      let code = run(text, named: file, in: session)
      guard code == .done, records else { return code }
      do {
        try Session.write(session.scriptLock, to: lockPath, of: file, text, blocks: options.blocks)
      } catch {
        output.say("note: no lock was written: \((error as? Diagnostic)?.message ?? "\(error)")")
      }
      return code
    } catch {
      return report(error, session)
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

  private func run(_ text: String, named name: String, in session: Session) -> ExitCode {
    var stopwatch = Stopwatch()
    let run = Interrupts.watch(monitor) { watch in
      session.runScript(text, named: name, execution) { cell, value in
        watch.erase()
        if invocation.showsTimings { output.say("time: cell \(cell.number) \(stopwatch.lap()) s") }
        // A chart is in its file; what a stage behind an export makes is nowhere else.
        let isInFile = cell.exported != nil || !cell.outputs.isEmpty && value?.table == nil
        if let value, cell.binding == nil, !isInFile { output.show(value) }
        output.sayNotes(of: cell)
        return true
      }
    }
    return finish(run.end, session)
  }

  func finish(_ end: ScriptRun.End, _ session: Session) -> ExitCode {
    switch end {
    case .done, .stopped: return .done
    case .cancelled:
      output.say("cancelled")
      return .cancelled
    case .failed(let diagnostics):
      output.say(diagnostics, session.sources)
      return ExitCode(diagnostics)
    }
  }
}
