/// Lists verbs, functions and commands, or explains one of them or an error code.
enum HelpCommand: SessionCommand {
  static let topic = CommandArgument<String?>(
    optional: "NAME|CODE", .topic, "A verb, a function or another word, a command, or the code of an error.")
  static let name = ".help"
  static let purpose = CommandPurpose.program
  static let summary = "Lists verbs, functions and commands, or explains one of them, or an error code."
  static let arguments = [topic.info]
  static let example = ".help join"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let index = workbench.help
    guard let topic = call[topic] else { return workbench.show(index.overview) }
    return workbench.show(index.shown(of: topic) ?? index.unknown(topic, list: name))
  }
}
