/// Ends the session.
enum QuitCommand: SessionCommand {
  static let name = ".quit"
  static let usage = ".quit"
  static let summary = "Saves the session in sessions/ and ends."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    prompt.isEnding = true
  }
}
