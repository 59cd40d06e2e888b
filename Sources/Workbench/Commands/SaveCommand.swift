import Diagnostics
import Session

/// Writes the session as a script with its lock.
enum SaveCommand: SessionCommand {
  static let file = CommandArgument<String>("FILE", .file, "Where the script goes; its lock lies in FILE.lock.")
  static let result = CommandArgument<String?>(
    optional: "NAME", .result, label: "--for", "A result: only the cells that it depends on are written.")
  static let replaces = CommandArgument<Bool>(flag: "--replace", "Whether another script may lie there already.")
  static let name = ".save"
  static let purpose = CommandPurpose.keep
  static let summary = "Writes the session, or what NAME depends on, as a script with its lock."
  static let arguments = [file.info, result.info, replaces.info]
  static let example = ".save features.carnet --for features"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let path = call[file], name = call[result], session = workbench.session
    if NotebookFile.isNotebook(path) {
      throw CommandMisuse(
        reason: "a session is saved as a script; `carnet fmt FILE --to \(path)` makes a notebook of it")
    }
    let there = try? Session.readScript(path), wasWhole = workbench.saved[path] == workbench.kept?.script
    let isOurs = there.map { Pairing($0).text == workbench.saved[path] && (name == nil || !wasWhole) } ?? true
    if !call[replaces], !isOurs {
      let target = name.map { " --for \($0)" } ?? ""
      return workbench.show(
        Shown(
          .text(
            name != nil && wasWhole ? "\(path) holds the whole session already"
              : "\(path) is there already, and not from this session"),
          .help(
            "`\(Self.name) \"\(path)\"\(target) \(replaces.info.name)` puts this "
              + "\(name == nil ? "session" : "part") in its place"),
          role: .failure))
    }
    try workbench.watched("saving") { try session.save(to: path, for: name, $0) }
    workbench.saved[path] = session.script(for: name)
    if name == nil {
      workbench.kept = (session.script(), session.overrides)
    } else if wasWhole {
      // The only file that held all of the session holds a part of it now.
      workbench.kept = nil
    }
    let settings = session.recordedOverrides(for: name).sorted { $0.key < $1.key }
    var shown = Shown(blocks: [])
    if !settings.isEmpty {
      let words = settings.map { "--set \($0.key)=\($0.value)" }.joined(separator: " ")
      shown.add([.note("its values are those of `\(words)`: the lock says so, the script does not")])
    }
    let count = session.recordedCells(for: name).count
    shown.add([.text("saved \(Prose.count(count, "cell")) in \(path), and its lock")])
    return workbench.show(shown)
  }
}
