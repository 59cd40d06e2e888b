import Session

/// Runs a script inside of the session.
enum SourceCommand: SessionCommand {
  static let file = CommandArgument<String>("FILE", .file, "The script.")
  static let name = ".source"
  static let purpose = CommandPurpose.keep
  static let summary = "Runs the statements of a script as further cells."
  static let arguments = [file.info]
  static let example = ".source load.carnet"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    workbench.run(try Session.readScript(call[file]), named: call[file])
    return .entry
  }
}
