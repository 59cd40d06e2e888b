import Diagnostics
import Session

/// Writes the session as a script with its lock.
enum SaveCommand: SessionCommand {
  static let name = ".save"
  static let usage = ".save FILE [--for NAME]"
  static let summary = "Writes the session, or what NAME depends on, as a script with its lock."
  static let completes: CommandArgument? = .file

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    var (path, name): (String?, String?) = (nil, nil)
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--for", name == nil, let next = rest.popFirst() {
        name = next
      } else if path == nil, !word.hasPrefix("--") {
        path = word
      } else {
        throw CommandMisuse()
      }
    }
    guard let path else { throw CommandMisuse() }
    try prompt.watched("saving") { try prompt.session.save(to: path, for: name, $0) }
    let count = prompt.session.recordedCells(for: name).count
    let settings = prompt.session.recordedOverrides(for: name).sorted { $0.key < $1.key }
    if !settings.isEmpty {
      let words = settings.map { "--set \($0.key)=\($0.value)" }.joined(separator: " ")
      prompt.show(
        "note: its values are those of `\(DisplayWidth.sanitised(words))`: the lock says so, the script does not")
    }
    prompt.show("saved \(Prose.count(count, "cell")) in \(DisplayWidth.sanitised(path)), and its lock")
  }
}
