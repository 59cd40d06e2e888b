/// Lists verbs, functions and commands, or explains one of them or an error code.
enum HelpCommand: SessionCommand {
  static let name = ".help"
  static let usage = ".help [NAME|CODE]"
  static let summary = "Lists verbs, functions and commands, or explains one of them, or an error code."
  static let completes: CommandArgument? = .topic

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    let topic = arguments.joined(separator: " ")
    let index = HelpIndex(prompt.session.catalog, codes: prompt.codes, prompt.renderer)
    if topic.isEmpty { return prompt.show(index.overview) }
    if let text = index.text(of: topic) { return prompt.show(text) }
    let (message, help) = index.unknown(topic)
    prompt.show(message)
    if !prompt.session.catalog.planned.contains(topic) {
      prompt.show("help: \(help ?? "`.help` lists verbs, functions and commands")")
    }
  }
}
