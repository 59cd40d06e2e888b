import Diagnostics
import Session

/// Takes up a script as the cells of the session.
enum OpenCommand: SessionCommand {
  static let name = ".open"
  static let usage = ".open FILE"
  static let summary = "Takes up a script as the cells of an empty session, and runs them."
  static let completes: CommandArgument? = .file

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count == 1 else { throw CommandMisuse() }
    try prompt.open(script: arguments[0])
  }
}

extension Prompt {
  /// Takes up a script, and says what is wrong where that cannot be done.
  func open(_ path: String) { run(command: "\(OpenCommand.name) \"\(path)\"") }

  /// - Throws: `Diagnostic` or `Diagnostics` where the session has cells or the script cannot be read.
  func open(script path: String) throws {
    let text = try Session.readScript(path)
    var failed: [Int] = []
    try watched("running") { execution in
      try session.open(text, named: path, execution) { recomputation in
        show(recomputation.result)
        if !recomputation.result.isFinished { failed.append(recomputation.number) }
      }
    }
    opened = session.script()
    let pairing = Session.pairingNote(ofScript: path, text, lock: Lock.path(for: path))
    let count = Prose.count(session.cells.count, "cell"), remark = staleCells.isEmpty ? "" : ", not all of them done"
    show(renderer.ink.dim("opened \(DisplayWidth.sanitised(path)): \(count)\(remark)"))
    if let pairing { show("note: \(pairing)") }
    if let first = failed.first { show("help: `.edit \(first)` changes the cell that failed") }
  }
}
