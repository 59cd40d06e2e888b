import Files
import Language
import Session
import Verbs
import Workbench

extension Program {
  /// Runs a script again under the settings of its recording, and compares.
  func verify(_ file: String, updates: Bool) -> ExitCode {
    let lockPath = invocation.lock ?? Lock.path(for: file)
    var options = Session.Options()
    options.keepsValues = false
    options.takesFingerprints = true
    do {
      let text = try Session.readScript(file)
      let lock = try Session.readLock(lockPath, ofScript: file, text)
      options.overrides = lock.overrides.merging(invocation.settings) { _, given in given }
      let recorded = BlockStore(path: blocksPath(lock: lockPath))
      if updates { options.blocks = BlockStore(path: recorded.path, isNew: true) }
      if let note = Pairing(text).note(on: lock, script: file) { output.say("note: \(note)") }
      let session = Session(catalog: .standard, options: options)
      session.registry = Self.registry
      let result = Interrupts.watch(monitor) { _ in
        session.verify(text, named: file, against: lock, blocks: recorded, runsOn: updates, execution)
      }
      if case .failed(let diagnostics) = result.verdict { return finish(.failed(diagnostics), session) }
      if case .cancelled = result.verdict { return finish(.cancelled, session) }
      output.show(Shown(result, session.sources))
      if updates {
        try Session.write(result.lock, to: lockPath, of: file, text, blocks: options.blocks)
        output.show("updated \(lockPath)")
        return .done
      }
      if case .diverged = result.verdict { return .diverged }
      return .done
    } catch {
      return report(error, Session(catalog: .standard))
    }
  }
}
