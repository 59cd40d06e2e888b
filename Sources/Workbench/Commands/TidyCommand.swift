import Diagnostics
import Files
import Language
import Session

/// Sweeps what belongs to no script.
enum TidyCommand: SessionCommand {
  static let folder = CommandArgument<String?>(optional: "FOLDER", .file, "Where to look; the folder of sessions.")
  static let name = ".tidy"
  static let purpose = CommandPurpose.keep
  static let summary = "Removes what belongs to no script: stores of blocks and unfinished files, and says which."
  static let arguments = [folder.info]
  static let example = ".tidy sessions"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let place = call[folder] ?? workbench.folder
    guard FileSystem.exists(place) else { throw CommandMisuse(reason: "there is no folder `\(place)`") }
    let gone = Leftovers.remove(in: place)
    guard !gone.isEmpty else { return workbench.show("\(place): nothing there belongs to no script") }
    let total = gone.reduce(0) { $0 + $1.bytes }
    let lines = gone.map { "removed \($0.path), \(DigitGroups.grouped($0.bytes)) bytes" }
    let sum = "\(Prose.count(gone.count, "file")), \(DigitGroups.grouped(total)) bytes: none belonged to a script"
    return workbench.show(Shown(lines: lines + (gone.count > 1 ? [sum] : [])))
  }
}
