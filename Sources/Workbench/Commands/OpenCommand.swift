import Diagnostics
import Session

/// Takes up a script as the cells of the session.
enum OpenCommand: SessionCommand {
  static let file = CommandArgument<String>("FILE", .file, "The script.")
  static let name = ".open"
  static let purpose = CommandPurpose.keep
  static let summary = "Takes up a script as the cells of an empty session, and runs what its lock does not vouch for."
  static let arguments = [file.info]
  static let example = ".open day1.carnet"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let path = call[file], session = workbench.session
    let text = try Session.readScript(path)
    let lock = try? Session.readLock(Lock.path(for: path), ofScript: path, text)
    var failed: [Int] = []
    try workbench.watched("running") { execution in
      let blocks = BlockStore(path: BlockStore.path(for: path))
      try session.open(text, named: path, lock: lock, blocks: blocks, execution) { recomputation in
        workbench.show(recomputation.result)
        if !recomputation.result.isFinished { failed.append(recomputation.number) }
      }
    }
    workbench.kept = (session.script(), session.overrides)
    let pairing = Session.pairingNote(ofScript: path, text, lock: Lock.path(for: path))
    workbench.saved[path] = Pairing(text).text
    let recorded = session.cells.count { $0.state == .recorded }
    let remark = (recorded > 0 ? ", \(recorded) of them as in its lock" : "")
      + (workbench.staleCells.isEmpty ? "" : ", not all of them done")
    var shown = Shown(.aside("opened \(path): \(Prose.count(session.cells.count, "cell"))\(remark)"))
    if let pairing { shown.add([.note(pairing)]) }
    if let first = failed.first { shown.add([.help("`.edit \(first)` changes the cell that failed")]) }
    return workbench.show(shown)
  }
}
