import Session

/// Runs a script inside of the session.
enum SourceCommand: SessionCommand {
  static let name = ".source"
  static let usage = ".source FILE"
  static let summary = "Runs the statements of a script as further cells."
  static let completes: CommandArgument? = .file

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count == 1 else { throw CommandMisuse() }
    prompt.run(try Session.readScript(arguments[0]), named: arguments[0])
  }
}
