/// Ends the session.
enum QuitCommand: SessionCommand {
  static let name = ".quit"
  static let purpose = CommandPurpose.program
  static let summary = "Saves the session in sessions/ and ends."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next { .end }
}
