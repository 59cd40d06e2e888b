import Diagnostics
import Files
import Language
import Session
import Verbs
import Workbench

extension Program {
  /// Runs a script and writes what came out for people to read: a page of HTML, or a notebook where the path ends in
  /// `.ipynb`. A script that fails leaves a report up to there.
  ///
  /// - Parameter path: where the report goes; beside the script where none is given.
  func report(_ file: String, to path: String?) -> ExitCode {
    let lockPath = invocation.lock ?? Lock.path(for: file)
    var options = Session.Options()
    (options.keepsValues, options.takesFingerprints) = (false, true)
    do {
      let script = try Session.readScript(file)
      let lock = FileSystem.exists(lockPath) ? try Session.readLock(lockPath, ofScript: file, script) : nil
      options.overrides = (lock?.overrides ?? [:]).merging(invocation.settings) { _, given in given }
      let session = Session(catalog: .standard, options: options)
      session.registry = Self.registry
      var report = Report(name: FileSystem.name(of: file))
      let run = Interrupts.watch(monitor) { _ in
        session.runScript(script, named: file, execution) { cell, value in
          report.add(cell, value)
          return true
        }
      }
      if case .failed(let diagnostics) = run.end {
        report.add(failure: Shown(diagnostics, session.sources), number: session.cells.count + 1, code: "")
      }
      if case .cancelled = run.end { return finish(run.end, session) }
      report.closingText = session.pendingText.joined(separator: "\n")
      report.facts = facts(session, lock)
      let target = path ?? String(file.hasSuffix(".carnet") ? file.dropLast(".carnet".count) : file[...]) + ".html"
      let text = target.hasSuffix(".ipynb") ? report.notebook : report.page
      try Session.writing { try AtomicFile.write(text, to: target) }
      output.say("wrote \(target)")
      return finish(run.end, session)
    } catch {
      return self.report(error, Session(catalog: .standard))
    }
  }

  /// How the run compares with its lock, and what it was told from outside.
  private func facts(_ session: Session, _ lock: Lock?) -> [(label: String, text: String)] {
    let settings = session.overrides.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    let verdict = session.comparison(with: lock)
    return [(label: "record", text: verdict)] + settings.map { (label: "set", text: $0) }
      + [(label: "made by", text: "Carnet \(Self.version)")]
  }
}
